using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Pine scripts and definitions over REST.</summary>
public class StrategyImportTests(ApiPortal portal) : IClassFixture<ApiPortal>
{
    [Fact]
    public async Task Script_is_translated_stored_and_run()
    {
        var imported = await ImportAsync("", Script("macd_reversal"));
        Assert.Equal("macd_reversal", imported.GetProperty("id").GetString());
        Assert.True(imported.GetProperty("stored").GetBoolean());
        Assert.False(imported.GetProperty("partial").GetBoolean());
        Assert.Contains("long_entry: go_long", imported.GetProperty("definition").GetString(), StringComparison.Ordinal);
        Assert.Equal(1_000_000, imported.GetProperty("run").GetProperty("initial_capital").GetDouble());
        Assert.Contains(imported.GetProperty("untranslated").EnumerateArray(), r => r.GetProperty("line").GetInt32() == 10 && !r.GetProperty("affects_trades").GetBoolean());

        var run = await portal.RunAsync("""{"exchange": "test", "symbols": ["AAAUSDT"], "timeframe": "1h", "strategy": "macd_reversal"}""");
        var result = await portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{run}");
        Assert.NotEqual(0, result.GetProperty("trades").GetArrayLength());
    }

    [Fact]
    public async Task Script_that_loses_a_line_is_stored_only_where_that_is_asked_for()
    {
        var first = await ImportAsync("", Script("state_and_loops"));
        Assert.True(first.GetProperty("partial").GetBoolean());
        Assert.False(first.GetProperty("stored").GetBoolean());
        Assert.True((await ImportAsync("?partial=true", Script("state_and_loops"))).GetProperty("stored").GetBoolean());
        Assert.False((await ImportAsync("?store=false", Script("rsi_stops"))).GetProperty("stored").GetBoolean());
    }

    [Fact]
    public async Task Script_that_was_changed_since_becomes_the_next_version_and_says_so()
    {
        var script = Script("bollinger_ticks");
        Assert.Equal("1.0.0", (await ImportAsync("", script)).GetProperty("version").GetString());
        var changed = script.Replace("loss=500", "loss=400", StringComparison.Ordinal);
        var second = await ImportAsync("", changed);
        Assert.Equal("1.0.1", second.GetProperty("version").GetString());
        Assert.Contains(second.GetProperty("notes").EnumerateArray(), n => n.GetString()!.StartsWith("Version 1.0.1: 1.0.0 of ", StringComparison.Ordinal));

        // What is kept already needs no number of its own.
        Assert.Equal("1.0.1", (await ImportAsync("", changed)).GetProperty("version").GetString());
    }

    [Fact]
    public async Task Script_of_which_nothing_comes_is_refused_by_line()
    {
        using var answer = await portal.Client.PostAsync("/api/strategies/import", new StringContent(Script("old_version")));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        Assert.Equal("line 1, column 1", problem.GetProperty("field").GetString());
        Assert.Contains("version 4", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Definition_is_imported_as_it_is()
    {
        var imported = await ImportAsync("", "id: imported_waves\nlong_entry: close > sma(close, 20)\n");
        Assert.True(imported.GetProperty("stored").GetBoolean());
        Assert.Equal(0, imported.GetProperty("untranslated").GetArrayLength());
        using var answer = await portal.Client.PostAsync("/api/strategies/import", new StringContent("id: x\nlong_entry: close > smaa(close, 20)\n"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string Script(string name) => File.ReadAllText(RepositoryFiles.PathOf($"tests/Backtester.Core.Tests/Fixtures/Pine/{name}.pine"));

    private async Task<JsonElement> ImportAsync(string query, string text)
    {
        using var answer = await portal.Client.PostAsync($"/api/strategies/import{query}", new StringContent(text));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
