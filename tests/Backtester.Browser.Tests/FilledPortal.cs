using System.Net.Http.Json;
using System.Text.Json;

namespace Backtester.Browser.Tests;

/// <summary>A running portal with finished runs, for tests that only look.</summary>
public sealed class FilledPortal : IAsyncLifetime
{
    /// <summary>The portal.</summary>
    public PortalProcess Portal { get; private set; } = null!;

    /// <summary>A finished run with trades.</summary>
    public long RunId { get; private set; }

    /// <summary>The same with a faster average.</summary>
    public long OtherRunId { get; private set; }

    /// <summary>A finished run without a trade.</summary>
    public long EmptyRunId { get; private set; }

    /// <summary>A finished search.</summary>
    public long SearchId { get; private set; }

    /// <summary>A finished search for several objectives over several markets.</summary>
    public long FrontId { get; private set; }

    /// <summary>A finished walk-forward.</summary>
    public long WalkId { get; private set; }

    /// <summary>A finished batch.</summary>
    public long BatchId { get; private set; }

    /// <summary>A recommendation with evidence that waits for an answer.</summary>
    public long RecommendationId { get; private set; }

    public async Task InitializeAsync()
    {
        Portal = await PortalProcess.StartAsync();
        await RecordedMarket.RecordAsync(Portal);
        using var http = new HttpClient { BaseAddress = new Uri(Portal.Address) };
        RunId = await RunAsync(http, """{"name":"Trend on hours","exchange":"sample","symbols":["BTCUSDT","ETHUSDT"],"timeframe":"1h","start_date":"2023-01-01T00:00:00Z","strategy":"sma_cross","strategy_params":{"fast":20,"slow":100},"sizing":{"model":"percent_equity"},"position_size":45}""");
        OtherRunId = await RunAsync(http, """{"name":"Faster trend on hours","exchange":"sample","symbols":["BTCUSDT","ETHUSDT"],"timeframe":"1h","start_date":"2023-01-01T00:00:00Z","strategy":"sma_cross","strategy_params":{"fast":10,"slow":100},"sizing":{"model":"percent_equity"},"position_size":45}""");
        EmptyRunId = await RunAsync(http, """{"name":"Averages longer than the range","exchange":"sample","symbols":["BTCUSDT"],"timeframe":"1d","start_date":"2024-01-01T00:00:00Z","end_date":"2024-01-31T23:59:59Z","strategy":"sma_cross","strategy_params":{"fast":50,"slow":200}}""");
        SearchId = await SearchAsync(http, """{"name":"SMA on hours","exchange":"sample","symbols":["BTCUSDT"],"timeframe":"1h","start_date":"2023-01-01T00:00:00Z","end_date":"2024-06-30T23:59:59Z","strategy":"sma_cross","sizing":{"model":"all_in"},"parameter_ranges":{"fast":[5,10,20,40,80],"slow":[30,60,120,240]}}""");
        FrontId = await SearchAsync(http, """{"name":"SMA on two markets","exchange":"sample","symbols":["BTCUSDT","ETHUSDT"],"timeframe":"4h","start_date":"2023-01-01T00:00:00Z","strategy":"sma_cross","sizing":{"model":"all_in"},"parameter_ranges":{"fast":{"min":4,"max":40,"step":4},"slow":{"min":20,"max":200,"step":20}},"search":{"method":"genetic","trials":64,"objectives":["roi","max_drawdown_percentage"],"across":{"aggregate":"mean"}}}""");
        WalkId = await SearchAsync(http, """{"name":"SMA on hours, forward","exchange":"sample","symbols":["BTCUSDT"],"timeframe":"1h","start_date":"2023-01-01T00:00:00Z","strategy":"sma_cross","sizing":{"model":"all_in"},"parameter_ranges":{"fast":[5,10,20,40,80],"slow":[30,60,120,240]},"walk_forward":{"in_sample":"180d","out_of_sample":"60d"}}""", "walkforward");
        BatchId = await SearchAsync(http, """{"name":"Two strategies on hours","exchange":"sample","strategies":["sma_cross","ema_cross"],"symbols":["BTCUSDT","ETHUSDT"],"timeframes":["4h"],"start_date":"2023-01-01T00:00:00Z"}""", "batch");
        RecommendationId = await AdviseAsync(http);
    }

    /// <summary>Follows settings, looks for recommendations on them, and replays a first record.</summary>
    private static async Task<long> AdviseAsync(HttpClient http)
    {
        const string Spec = """{"name":"Averages every four hours","spec":{"exchange":"sample","symbols":["BTCUSDT"],"timeframe":"4h","strategy":"sma_cross","strategy_params":{"fast":10,"slow":30},"sizing":{"model":"all_in"}}}""";
        using var content = new StringContent(Spec, System.Text.Encoding.UTF8, "application/json");
        using var followed = await http.PostAsync(new Uri("api/strategies/active", UriKind.Relative), content);
        Assert.True(followed.IsSuccessStatusCode, await followed.Content.ReadAsStringAsync());
        foreach (var work in (string[])["generate", "replay"])
        {
            using var answer = await http.PostAsync(new Uri($"api/backtest/recommendations/{work}", UriKind.Relative), null);
            var job = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetInt64();
            for (var status = ""; status != "COMPLETED"; await Task.Delay(100))
            {
                status = (await http.GetFromJsonAsync<JsonElement>(new Uri($"api/jobs/{job}", UriKind.Relative))).GetProperty("status").GetString();
                Assert.NotEqual("FAILED", status);
            }
        }

        var listed = await http.GetFromJsonAsync<JsonElement>(new Uri("api/backtest/recommendations?status=PENDING", UriKind.Relative));
        return listed.GetProperty("results").EnumerateArray().First(r => r.GetProperty("probability").ValueKind == JsonValueKind.Number).GetProperty("id").GetInt64();
    }

    /// <summary>Submits a search of a kind over REST and waits for its end.</summary>
    private static async Task<long> SearchAsync(HttpClient http, string spec, string kind = "optimize")
    {
        using var content = new StringContent(spec, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"api/backtest/{kind}", UriKind.Relative), content);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        var id = body.GetProperty(kind == "optimize" ? "optimization_id" : kind + "_id").GetInt64();
        for (var i = 0; i < 600; i++)
        {
            var search = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/backtest/{kind}/{id}", UriKind.Relative));
            if (search.GetProperty("status").GetString() == "COMPLETED")
            {
                return id;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{kind} {id} did not end within a minute.");
    }

    public async Task DisposeAsync() => await Portal.DisposeAsync();

    /// <summary>Submits a spec over REST and waits for its end.</summary>
    private static async Task<long> RunAsync(HttpClient http, string spec)
    {
        using var content = new StringContent(spec, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("api/backtest/run", UriKind.Relative), content);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        var id = body.GetProperty("backtest_id").GetInt64();
        for (var i = 0; i < 600; i++)
        {
            var result = await http.GetFromJsonAsync<JsonElement>(new Uri($"api/backtest/results/{id}?equity=none", UriKind.Relative));
            var status = result.GetProperty("status").GetString();
            if (status == "COMPLETED")
            {
                return id;
            }

            Assert.True(status is "PENDING" or "RUNNING", $"the run ended {status}: {result}");
            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {id} did not end within a minute.");
    }
}
