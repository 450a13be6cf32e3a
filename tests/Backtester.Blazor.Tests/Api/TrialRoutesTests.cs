using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>The sets of a search over REST.</summary>
public class TrialRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    private const string Spec =
        """{"exchange":"sample","symbols":["BTCUSDT"],"timeframe":"1h","start_date":"2023-01-01T00:00:00Z","end_date":"2023-06-30T23:59:59Z","strategy":"sma_cross","parameter_ranges":{"fast":[5,10,20,40],"slow":[20,60,120]}}""";

    [Fact]
    public async Task Any_set_opened_as_a_run_has_the_sets_own_numbers()
    {
        var id = await SearchAsync();
        var page = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}/trials?take=1000");
        DocumentFields.AssertSame<TrialPageDocument>(page);
        var trials = page.GetProperty("trials").EnumerateArray().ToList();
        Assert.Equal(12, trials.Count);
        DocumentFields.AssertSame<TrialRowDocument>(trials[0]);

        // fast 20 and 40 with slow 20: refused, and last.
        Assert.All(trials.TakeLast(2), t => Assert.Equal(JsonValueKind.Null, t.GetProperty("metrics").ValueKind));
        foreach (var trial in trials.Take(10))
        {
            using var answer = await api.PostAsync($"/api/backtest/optimize/{id}/trials/{trial.GetProperty("number")}/run", "");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var run = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("backtest_id").GetInt64();
            var metrics = (await ResultAsync(run)).GetProperty("metrics");
            Assert.All(trial.GetProperty("metrics").EnumerateObject(), m => Assert.Equal(m.Value.ToString(), metrics.GetProperty(m.Name).ToString()));
        }
    }

    [Fact]
    public async Task Set_of_several_markets_opens_on_each_with_the_numbers_that_it_gave_there()
    {
        var id = await SearchAsync(Spec.Replace("\"BTCUSDT\"", "\"BTCUSDT\",\"ETHUSDT\"", StringComparison.Ordinal).Replace(
            "\"parameter_ranges\"", "\"search\":{\"across\":{\"timeframes\":[\"1h\",\"4h\"],\"aggregate\":\"worst\"}},\"parameter_ranges\"", StringComparison.Ordinal));
        var trial = (await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}?best=1")).GetProperty("trials")[0];
        var address = $"/api/backtest/optimize/{id}/trials/{trial.GetProperty("number")}/run";
        var markets = trial.GetProperty("markets").EnumerateArray().ToList();
        Assert.Equal(4, markets.Count);
        foreach (var market in markets)
        {
            var name = $"{market.GetProperty("symbols")[0]} {market.GetProperty("timeframe")}";
            using var answer = await api.PostAsync($"{address}?market={Uri.EscapeDataString(name)}", "");
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var metrics = (await ResultAsync((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("backtest_id").GetInt64())).GetProperty("metrics");
            Assert.All(market.GetProperty("metrics").EnumerateObject(), m => Assert.Equal(m.Value.ToString(), metrics.GetProperty(m.Name).ToString()));
        }

        // Without a market, or with one that the search does not have, there is nothing to choose for the caller.
        foreach (var asked in (string[])["", "?market=BTCUSDT%201d"])
        {
            using var bad = await api.PostAsync(address + asked, "");
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            var problem = Assert.Single((await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
            Assert.Equal(("market", "BTCUSDT 1h, ETHUSDT 1h, BTCUSDT 4h, ETHUSDT 4h"), (problem.GetProperty("field").GetString(), problem.GetProperty("allowed").GetString()));
        }
    }

    [Fact]
    public async Task Sets_are_sorted_filtered_paged_and_taken_out_as_csv()
    {
        var id = await SearchAsync();
        var page = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}/trials?sort=fast&desc=true&where=slow:60..,fast:..20&skip=1&take=3");
        Assert.Equal((12, 6), (page.GetProperty("total").GetInt32(), page.GetProperty("matched").GetInt32()));
        Assert.Equal([20, 10, 10], page.GetProperty("trials").EnumerateArray().Select(t => t.GetProperty("params").GetProperty("fast").GetDouble()));

        var csv = (await api.Client.GetStringAsync($"/api/backtest/optimize/{id}/trials.csv?sort=number")).TrimEnd('\n').Split('\n');
        Assert.Equal(13, csv.Length);
        Assert.StartsWith("number,score,fast,slow,final_equity,", csv[0], StringComparison.Ordinal);
        Assert.StartsWith("0,", csv[1], StringComparison.Ordinal);
        Assert.Contains("\"refused: ", csv[7], StringComparison.Ordinal);

        using var bad = await api.Client.GetAsync($"/api/backtest/optimize/{id}/trials?sort=nothing&where=fasst:1..&take=-1");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(["sort", "where", "take"], (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()));
        using var gone = await api.Client.GetAsync("/api/backtest/optimize/987654/trials");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Robustness_names_best_centre_importance_and_map()
    {
        var id = await SearchAsync();
        var found = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}/robustness?x=slow");
        DocumentFields.AssertSame<RobustnessDocument>(found);
        DocumentFields.AssertSame<ImportanceDocument>(found.GetProperty("importance"));
        DocumentFields.AssertSame<RobustSetDocument>(found.GetProperty("centre"));
        DocumentFields.AssertSame<NeighbourhoodDocument>(found.GetProperty("best").GetProperty("neighbours"));
        DocumentFields.AssertSame<GoodRegionDocument>(found.GetProperty("region"));
        var map = found.GetProperty("stability_map");
        DocumentFields.AssertSame<StabilityMapDocument>(map);
        Assert.Equal(("slow", "fast"), (map.GetProperty("across").GetString(), map.GetProperty("down").GetString()));
        Assert.Equal([4, 3], [map.GetProperty("rows").GetArrayLength(), map.GetProperty("rows")[0].GetArrayLength()]);
        Assert.Equal(10, found.GetProperty("scored").GetInt32());
        Assert.False(found.GetProperty("importance").GetProperty("exact").GetBoolean());

        using var bad = await api.Client.GetAsync($"/api/backtest/optimize/{id}/robustness?y=fasst");
        Assert.Equal("fast", (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0].GetProperty("suggestion").GetString());
    }

    [Fact]
    public async Task Sets_are_tested_on_later_candles_and_under_disturbances()
    {
        var id = await SearchAsync();
        using var later = await api.PostAsync($"/api/backtest/optimize/{id}/later?top=5", "");
        var found = await later.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(later.IsSuccessStatusCode, found.ToString());
        DocumentFields.AssertSame<LaterDocument>(found);
        DocumentFields.AssertSame<LaterTrialDocument>(found.GetProperty("trials")[0]);
        Assert.Equal("2023-07-01T00:00:00Z", found.GetProperty("start").GetString());
        Assert.Equal(5, found.GetProperty("trials").GetArrayLength());

        using var stress = await api.PostAsync($"/api/backtest/optimize/{id}/stress?number=1", "");
        var runs = await stress.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(stress.IsSuccessStatusCode, runs.ToString());
        DocumentFields.AssertSame<StressDocument>(runs);
        DocumentFields.AssertSame<StressRunsDocument>(runs.GetProperty("noise"));
        Assert.Equal((20, 50), (runs.GetProperty("start_shift").GetProperty("runs").GetInt32(), runs.GetProperty("noise").GetProperty("runs").GetInt32()));
        Assert.Equal(runs.GetProperty("score").GetDouble(), runs.GetProperty("start_shift").GetProperty("scores")[0].GetDouble());

        foreach (var (address, field) in new[] { ("later?top=201", "top"), ("stress?noise=0", "noise"), ("stress?number=99", "number"), ("stress?number=6", "number") })
        {
            using var bad = await api.PostAsync($"/api/backtest/optimize/{id}/{address}", "");
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            Assert.Equal(field, (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0].GetProperty("field").GetString());
        }
    }

    private async Task<JsonElement> ResultAsync(long run)
    {
        for (var i = 0; i < 600; i++)
        {
            var result = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{run}?equity=none");
            if (result.GetProperty("status").GetString() == "COMPLETED")
            {
                return result;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {run} did not end within a minute.");
    }

    private async Task<long> SearchAsync(string spec = Spec)
    {
        using var answer = await api.PostAsync("/api/backtest/optimize", spec);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("optimization_id").GetInt64();
        for (var i = 0; i < 1200; i++)
        {
            if ((await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{id}?best=0")).GetProperty("status").GetString() == "COMPLETED")
            {
                return id;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Search {id} did not end within two minutes.");
    }
}
