using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Searches over REST.</summary>
public class OptimizationRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    [Fact]
    public async Task Search_of_64_sets_runs_as_the_contract_writes_it()
    {
        const string Spec =
            """
            {"symbols":["BTCUSDT"],"timeframe":"5m","start_date":"2024-01-01T00:00:00Z","end_date":"2024-12-31T23:59:59Z","parameter_ranges":{"rsi_period":[14,20,25,30],"ema_fast":[5,10,15,20],"ema_slow":[20,30,50,100]}}
            """;
        var search = await SearchAsync(Spec);
        Assert.Equal(64, search.GetProperty("total_combinations").GetInt64());
        Assert.Equal("COMPLETED", search.GetProperty("status").GetString());

        // ema_fast 20 with ema_slow 20 breaks the constraint: 4 of 64 sets.
        Assert.Equal((60, 4), (search.GetProperty("completed").GetInt64(), search.GetProperty("failed").GetInt64()));
        var trials = search.GetProperty("trials").EnumerateArray().ToList();
        Assert.Equal(64, trials.Count);
        Assert.All(trials.TakeLast(4), t => Assert.Contains("ema_fast < ema_slow", t.GetProperty("note").GetString(), StringComparison.Ordinal));
        DocumentFields.AssertSame<OptimizationDocument>(search);
        DocumentFields.AssertSame<HonestyDocument>(search.GetProperty("honesty"));
        DocumentFields.AssertSame<TrialDocument>(trials[0]);
        Assert.StartsWith("Of 60 sets the best has a Sharpe ratio of", search.GetProperty("honesty").GetProperty("sentence").GetString(), StringComparison.Ordinal);

        // The best set opened as a run has the trial's own numbers.
        var best = search.GetProperty("best");
        var id = await api.RunAsync(Spec[..Spec.IndexOf("\"parameter_ranges\"", StringComparison.Ordinal)] + $"\"strategy_params\": {best.GetProperty("params")}}}");
        var metrics = (await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}?equity=none")).GetProperty("metrics");
        Assert.All(best.GetProperty("metrics").EnumerateObject(), m => Assert.Equal(m.Value.ToString(), metrics.GetProperty(m.Name).ToString()));
    }

    [Fact]
    public async Task Stored_search_answers_at_once_and_a_bad_one_names_its_problems()
    {
        var spec = SmallMarket.Spec.Replace("\"strategy_params\":{\"fast\":5,\"slow\":20}", "\"parameter_ranges\":{\"fast\":[3,5],\"slow\":[10,20]}", StringComparison.Ordinal);
        var first = await SearchAsync(spec);
        using var cached = await api.PostAsync("/api/backtest/optimize", spec);
        Assert.Equal(HttpStatusCode.OK, cached.StatusCode);
        Assert.Equal(first.GetProperty("id").GetInt64(), (await cached.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("optimization_id").GetInt64());

        using var bad = await api.PostAsync("/api/backtest/optimize", spec.Replace("[3,5]", "[3,\"x\"]", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        var problem = Assert.Single((await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
        Assert.Equal("parameter_ranges.fast[1]", problem.GetProperty("field").GetString());

        using var deleted = await api.Client.DeleteAsync($"/api/backtest/optimize/{first.GetProperty("id").GetInt64()}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await api.Client.GetAsync($"/api/backtest/optimize/{first.GetProperty("id").GetInt64()}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var nothing = await api.PostAsync($"/api/backtest/optimize/{first.GetProperty("id").GetInt64()}/resume", "");
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    [Fact]
    public async Task Genetic_search_over_timeframes_says_what_each_set_gave_and_how_it_was_walked()
    {
        var spec = SmallMarket.Spec.Replace(
            "\"strategy_params\":{\"fast\":5,\"slow\":20}",
            "\"parameter_ranges\":{\"fast\":[3,4,5,6],\"slow\":[10,15,20]},\"search\":{\"method\":\"genetic\",\"trials\":12,\"objectives\":[\"roi\",\"max_drawdown_percentage\"],\"across\":{\"aggregate\":\"worst\"},\"patience\":1,\"batch\":4}",
            StringComparison.Ordinal);
        var search = await SearchAsync(spec);

        Assert.Equal("COMPLETED", search.GetProperty("status").GetString());
        Assert.Equal(["roi", "max_drawdown_percentage"], search.GetProperty("objectives").EnumerateArray().Select(o => o.GetString()));
        var walked = search.GetProperty("walked");
        Assert.Equal(search.GetProperty("completed").GetInt32(), walked.GetProperty("masks").GetInt32());
        DocumentFields.AssertSame<OptimizationDocument>(search);
        var trials = search.GetProperty("trials").EnumerateArray().Where(t => t.GetProperty("metrics").ValueKind == JsonValueKind.Object).ToList();
        DocumentFields.AssertSame<TrialDocument>(trials[0]);
        DocumentFields.AssertSame<MarketTrialDocument>(trials[0].GetProperty("markets")[0]);
        Assert.All(trials, t =>
        {
            // A drawdown is shown as it is read, not turned.
            Assert.Equal(t.GetProperty("metrics").GetProperty("max_drawdown_percentage").GetDouble(), t.GetProperty("objectives").GetProperty("max_drawdown_percentage").GetDouble());
            Assert.Equal(t.GetProperty("front").GetInt32() == 0, t.GetProperty("pareto").GetBoolean());
        });
        var best = trials.MaxBy(t => t.GetProperty("objectives").GetProperty("roi").GetDouble());
        Assert.True(best.GetProperty("pareto").GetBoolean());
    }

    [Fact]
    public async Task Search_that_has_ended_cannot_be_paused_and_none_is_none()
    {
        var spec = SmallMarket.Spec.Replace("\"strategy_params\":{\"fast\":5,\"slow\":20}", "\"parameter_ranges\":{\"fast\":[3,4],\"slow\":[10,20]}", StringComparison.Ordinal);
        var search = await SearchAsync(spec);
        using var late = await api.PostAsync($"/api/backtest/optimize/{search.GetProperty("id").GetInt64()}/pause", "");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var none = await api.PostAsync("/api/backtest/optimize/999999/pause", "");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    /// <summary>100,000 sets take longer than the requests: the search pauses, stays so, goes on, and ends when it is cancelled.</summary>
    [Fact]
    public async Task Running_search_pauses_goes_on_and_is_cancelled()
    {
        var spec = SmallMarket.Spec.Replace(
            "\"strategy_params\":{\"fast\":5,\"slow\":20}", "\"parameter_ranges\":{\"fast\":{\"min\":2,\"max\":251,\"step\":1},\"slow\":{\"min\":300,\"max\":699,\"step\":1}},\"search\":{\"method\":\"tpe\",\"trials\":100000}", StringComparison.Ordinal);
        using var answer = await api.PostAsync("/api/backtest/optimize?fresh=true", spec);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("optimization_id").GetInt64();
        await UntilAsync(id, s => s.GetProperty("completed").GetInt64() > 0);

        using var pause = await api.PostAsync($"/api/backtest/optimize/{id}/pause", "");
        Assert.Equal(HttpStatusCode.Accepted, pause.StatusCode);
        var paused = await UntilAsync(id, s => s.GetProperty("status").GetString() == "PAUSED");
        var kept = paused.GetProperty("completed").GetInt64();
        Assert.True(kept > 0);

        using var resume = await api.PostAsync($"/api/backtest/optimize/{id}/resume", "");
        Assert.Equal(HttpStatusCode.Accepted, resume.StatusCode);
        await UntilAsync(id, s => s.GetProperty("completed").GetInt64() > kept);
        using var again = await api.PostAsync($"/api/backtest/optimize/{id}/pause", "");
        await UntilAsync(id, s => s.GetProperty("status").GetString() == "PAUSED");
        using var cancel = await api.PostAsync($"/api/backtest/optimize/{id}/cancel", "");
        Assert.Equal(HttpStatusCode.Accepted, cancel.StatusCode);
        Assert.Equal("CANCELLED", (await UntilAsync(id, _ => true)).GetProperty("status").GetString());
    }

    private async Task<JsonElement> UntilAsync(long id, Func<JsonElement, bool> holds)
    {
        for (var i = 0; i < 1200; i++)
        {
            var search = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}?best=0");
            if (holds(search))
            {
                return search;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"Search {id} did not come so far within a minute.");
    }

    private async Task<JsonElement> SearchAsync(string spec)
    {
        using var answer = await api.PostAsync("/api/backtest/optimize?fresh=true", spec);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("optimization_id").GetInt64();
        for (var i = 0; i < 1200; i++)
        {
            var search = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}");
            if (search.GetProperty("status").GetString() is not ("PENDING" or "RUNNING"))
            {
                return search;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Search {id} did not end within two minutes.");
    }
}
