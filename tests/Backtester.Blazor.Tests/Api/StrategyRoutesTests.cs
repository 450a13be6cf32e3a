using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Strategies over REST: stored, checked, run, explained.</summary>
public class StrategyRoutesTests(ApiPortal portal) : IClassFixture<ApiPortal>
{
    private const string Spec = """{"exchange": "test", "symbols": ["AAAUSDT"], "timeframe": "1h", "strategy": "STRATEGY"}""";

    [Fact]
    public async Task Stored_strategy_is_listed_run_and_explained_and_a_run_keeps_the_version_it_used()
    {
        var first = await SaveAsync("id: waves\nlong_entry: crossover(close, sma(close, 20))\nlong_exit: crossunder(close, sma(close, 20))\n");
        var run = await portal.RunAsync(Spec.Replace("STRATEGY", "waves", StringComparison.Ordinal));
        await SaveAsync("id: waves\nversion: 2.0.0\nlong_entry: crossover(close, sma(close, 30))\n");

        var versions = await portal.Client.GetFromJsonAsync<JsonElement>("/api/strategies/waves/versions");
        Assert.Equal(2, versions.GetArrayLength());
        Assert.Contains("sma(close, 20)", await portal.Client.GetStringAsync($"/api/strategies/waves/versions/{first}"), StringComparison.Ordinal);
        Assert.Contains("sma(close, 30)", await portal.Client.GetStringAsync("/api/strategies/waves/definition"), StringComparison.Ordinal);
        var result = await portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{run}");
        Assert.Equal("crossover(close, sma(close, 20))", result.GetProperty("spec").GetProperty("strategy").GetProperty("long_entry").GetString());

        var trade = result.GetProperty("trades")[0];
        var decided = trade.GetProperty("opened_at").GetDateTimeOffset().AddHours(-1);
        var explained = await portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{run}/explain?at={decided:yyyy-MM-ddTHH:mm:ssZ}");
        var funnel = explained.GetProperty("funnel");
        var stopped = funnel.GetProperty("steps").EnumerateArray().Sum(s => s.GetProperty("stopped").GetInt32());
        Assert.Equal(SmallMarket.Rows, stopped + funnel.GetProperty("entries").GetInt32());
        Assert.Equal("entry", explained.GetProperty("bar").GetProperty("step").GetString());
        Assert.Contains(
            explained.GetProperty("bar").GetProperty("rules").EnumerateArray(),
            r => r.GetProperty("expression").GetString() == "crossover(close, sma(close, 20))" && r.GetProperty("value").GetBoolean());

        // The same trade, told in sentences.
        var story = await portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{run}/trades/1");
        Assert.Equal(1, story.GetProperty("number").GetInt32());
        Assert.Matches(@"^Bought \S+ AAAUSDT at \S+ in the bar of \S+: a market order of waves", story.GetProperty("entry").GetString());
        Assert.Matches(@"^Sold at .* the exit rule said so\. A (profit|loss) of ", story.GetProperty("exit").GetString());
        using var none = await portal.Client.GetAsync($"/api/backtest/results/{run}/trades/100000");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Check_passes_a_strategy_of_the_catalogue_and_reports_coverage()
    {
        using var answer = await portal.PostAsync("/api/strategies/check?bars=600", Spec.Replace("STRATEGY", "bollinger_reversion", StringComparison.Ordinal));
        var check = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(check.GetProperty("passed").GetBoolean(), check.ToString());
        Assert.Empty(check.GetProperty("leaks").EnumerateArray());
        Assert.True(check.GetProperty("coverage").GetProperty("exercised").GetInt32() > 3);
        Assert.True(check.GetProperty("comparisons").GetInt64() > 10_000);
    }

    [Theory]
    [InlineData("/etc/passwd.yaml", "does not lie in the folder")]
    [InlineData("../spec.json", "does not lie in the folder")]
    [InlineData("sma_cros", "is not a strategy")]
    public async Task Names_that_lead_nowhere_are_refused_with_a_reason(string strategy, string reason)
    {
        using var answer = await portal.PostAsync("/api/backtest/run", Spec.Replace("STRATEGY", strategy, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_definition_is_refused_with_all_problems()
    {
        using var answer = await portal.PostAsync("/api/strategies", "id: broken\nlong_entry: emaa(close, 3) > 1\nlong_exit: close >\n", "application/yaml");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(2, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task Other_rules_under_a_kept_version_are_refused_with_the_field_and_the_next_number()
    {
        await SaveAsync("id: kept\nversion: 1.0.9\nlong_entry: close > sma(close, 20)\n");
        using var answer = await portal.PostAsync("/api/strategies", "id: kept\nversion: 1.0.9\nlong_entry: close > sma(close, 30)\n", "application/yaml");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
        Assert.Equal(
            ("version", "this version is kept with other rules", "1.0.9", "1.0.10"),
            (problem.GetProperty("field").GetString(), problem.GetProperty("message").GetString(), problem.GetProperty("got").GetString(), problem.GetProperty("suggestion").GetString()));
        Assert.Contains("sma(close, 20)", await portal.Client.GetStringAsync("/api/strategies/kept/definition"), StringComparison.Ordinal);

        // The same rules, other words: no new version is needed. The number that is offered is free.
        await SaveAsync("id: kept\nversion: 1.0.9\ntitle: Better words\nlong_entry: close > sma(close, 20)\n");
        await SaveAsync("id: kept\nversion: 1.0.10\nlong_entry: close > sma(close, 30)\n");
    }

    private async Task<string> SaveAsync(string definition)
    {
        using var answer = await portal.PostAsync("/api/strategies", definition, "application/yaml");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hash").GetString()!;
    }
}
