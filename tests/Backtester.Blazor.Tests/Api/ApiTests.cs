using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Options;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Backtester.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>One portal with the small market in it, for all tests of the class.</summary>
public sealed class ApiPortal : IAsyncLifetime
{
    public RunningPortal Portal { get; private set; } = null!;

    public HttpClient Client => Portal.Client;

    public async Task InitializeAsync()
    {
        Portal = await RunningPortal.StartAsync(o => o with { Limits = new LimitOptions { RequestBytes = 64 * 1024, UploadBytes = 512 * 1024 } });
        using var upload = await UploadAsync("test", Encoding.UTF8.GetBytes(SmallMarket.Csv()));
        Assert.True(upload.IsSuccessStatusCode, await upload.Content.ReadAsStringAsync());
    }

    public async Task DisposeAsync() => await Portal.DisposeAsync();

    public Task<HttpResponseMessage> UploadAsync(string exchange, byte[] file, string timeframe = "1h") =>
        Client.PostAsync($"/api/data/upload?exchange={exchange}&symbol=AAA-USDT&timeframe={timeframe}&file=small.csv", new ByteArrayContent(file));

    /// <summary>Submits a spec and waits, by the events of its job, until it has ended.</summary>
    public async Task<long> RunAsync(string spec, bool fresh = true)
    {
        using var answer = await PostAsync($"/api/backtest/run?fresh={fresh}", spec);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("backtest_id").GetInt64();
        var run = await Client.GetFromJsonAsync<JsonElement>("/api/backtest/results?limit=500");
        var job = run.GetProperty("results").EnumerateArray().Single(r => r.GetProperty("id").GetInt64() == id).GetProperty("job_id").GetInt64();
        var events = await EventsAsync(job);
        Assert.Equal("COMPLETED", events[^1].GetProperty("status").GetString());
        return id;
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        Client.PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    /// <summary>All events of a job until the server ends the stream.</summary>
    public async Task<List<JsonElement>> EventsAsync(long job)
    {
        using var answer = await Client.GetAsync($"/api/jobs/{job}/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var events = new List<JsonElement>();
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(JsonDocument.Parse(line["data: ".Length..]).RootElement);
            }
        }

        return events;
    }
}

public class ApiTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    [Fact]
    public async Task Spec_of_two_symbols_with_parameters_alone_runs_confluence_on_the_sample_market()
    {
        var id = await api.RunAsync(
            """
            {"name":"BTC Strategy Test","symbols":["BTCUSDT","ETHUSDT"],"timeframe":"5m","start_date":"2024-01-01T00:00:00Z","end_date":"2024-12-31T23:59:59Z","strategy_params":{"rsi_period":14,"ema_fast":10,"ema_slow":50,"macd_fast":12,"macd_slow":26,"macd_signal":9,"atr_multiplier":1.5,"min_confidence":0.7},"initial_capital":10000,"position_size":100}
            """);
        var result = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}");
        Assert.Equal("confluence", result.GetProperty("spec").GetProperty("strategy").GetString());
        Assert.Equal("sample", result.GetProperty("spec").GetProperty("exchange").GetString());
        Assert.True(result.GetProperty("synthetic").GetBoolean());
        Assert.True(result.GetProperty("metrics").GetProperty("total_trades").GetInt32() > 100);
        Assert.Equal(366, result.GetProperty("equity_curve").GetArrayLength());
    }

    [Fact]
    public async Task Run_is_accepted_told_by_events_and_answered_with_its_result()
    {
        var id = await api.RunAsync(SmallMarket.Spec);
        var result = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}?equity=full");
        Assert.Equal("COMPLETED", result.GetProperty("status").GetString());
        Assert.Equal(SmallMarket.Rows, result.GetProperty("equity_curve").GetArrayLength());
        Assert.Equal(10_000, result.GetProperty("metrics").GetProperty("initial_capital").GetDouble());
        var daily = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}");
        Assert.Equal(SmallMarket.Rows / 24, daily.GetProperty("equity_curve").GetArrayLength());
        var none = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}?equity=none");
        Assert.Equal(0, none.GetProperty("equity_curve").GetArrayLength());
    }

    [Fact]
    public async Task Stored_fingerprint_answers_at_once_and_fresh_does_not()
    {
        await api.RunAsync(SmallMarket.Spec);
        using var cached = await api.PostAsync("/api/backtest/run", SmallMarket.Spec);
        Assert.Equal(HttpStatusCode.OK, cached.StatusCode);
        var document = await cached.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(document.GetProperty("cached").GetBoolean());
        Assert.Equal("COMPLETED", document.GetProperty("status").GetString());
        using var yaml = await api.PostAsync(
            "/api/backtest/run", "exchange: test\nsymbols: [AAAUSDT]\ntimeframe: 1h\nstrategy: sma_cross\nstrategy_params: {fast: 5, slow: 20}\n", "application/yaml");
        Assert.True((await yaml.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("cached").GetBoolean());
    }

    /// <summary>The described document and the written one have the same fields, at every level that is fixed.</summary>
    [Fact]
    public async Task Result_document_has_the_fields_of_its_description()
    {
        // A spec shows the fields of a model only where it is on.
        const string Execution = ""","execution":{"leverage":2,"volume_limit":0.5,"rounding":{"tick":0.01}}}""";
        var id = await api.RunAsync(SmallMarket.Spec[..^1] + Execution);
        var result = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}");
        DocumentFields.AssertSame<ResultDocumentShape>(result, except: "error");
        DocumentFields.AssertSame<TradeShape>(result.GetProperty("trades")[0]);
        DocumentFields.AssertSame<EquityPointShape>(result.GetProperty("equity_curve")[0]);
        DocumentFields.AssertSame<CostsShape>(result.GetProperty("costs"));
        DocumentFields.AssertSame<AmbiguityShape>(result.GetProperty("ambiguity"));
        DocumentFields.AssertSame<RunSpecShape>(result.GetProperty("spec"), "universe", "strategies", "portfolio", "benchmark");
        var execution = result.GetProperty("spec").GetProperty("execution");
        DocumentFields.AssertSame<ExecutionShape>(execution);
        DocumentFields.AssertSame<MarginShape>(execution.GetProperty("margin"));
        DocumentFields.AssertSame<RoundingShape>(execution.GetProperty("rounding"));
    }

    [Fact]
    public async Task Result_of_several_strategies_has_the_fields_of_its_description_and_is_proven()
    {
        const string Strategy = "\"strategy\":\"sma_cross\",\"strategy_params\":{\"fast\":5,\"slow\":20}";
        const string Strategies = "\"strategies\":[{" + Strategy + "},{\"name\":\"slower\"," + Strategy + "}]";
        var id = await api.RunAsync(SmallMarket.Spec.Replace(Strategy, Strategies, StringComparison.Ordinal));
        var result = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}");
        DocumentFields.AssertSame<RunSpecShape>(result.GetProperty("spec"), "universe", "strategy", "strategy_params", "benchmark");
        DocumentFields.AssertSame<StrategyPartSpecShape>(result.GetProperty("spec").GetProperty("strategies")[0]);
        DocumentFields.AssertSame<PortfolioShape>(result.GetProperty("spec").GetProperty("portfolio"));
        DocumentFields.AssertSame<StrategyPartShape>(result.GetProperty("strategies")[1]);
        var proven = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}/verify");
        Assert.True(proven.GetProperty("verified").GetBoolean(), proven.ToString());
    }

    [Fact]
    public async Task Report_has_the_fields_of_its_description()
    {
        var id = await api.RunAsync(SmallMarket.Spec);
        var report = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}/report");
        DocumentFields.AssertSame<ReportDocumentShape>(report);
        DocumentFields.AssertSame<ConfidenceShape>(report.GetProperty("confidence"));
        DocumentFields.AssertSame<IntervalShape>(report.GetProperty("confidence").GetProperty("intervals").GetProperty("sharpe_ratio"));
        DocumentFields.AssertSame<RandomEntriesShape>(report.GetProperty("random_entries"));
        DocumentFields.AssertSame<BreakdownShape>(report.GetProperty("breakdowns").GetProperty("exit_reason")[0]);
        DocumentFields.AssertSame<PeriodReturnShape>(report.GetProperty("monthly_returns")[0]);
        DocumentFields.AssertSame<DrawdownShape>(report.GetProperty("drawdowns")[0]);
        DocumentFields.AssertSame<DayShape>(report.GetProperty("days")[0]);
        DocumentFields.AssertSame<ParityShape>(report.GetProperty("parity").GetProperty("vectorbt"));
        using var missing = await api.Client.GetAsync("/api/backtest/results/999999/report");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Stored_run_is_proven_until_a_stored_byte_changes()
    {
        var id = await api.RunAsync(SmallMarket.Spec);
        var proven = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}/verify");
        Assert.True(proven.GetProperty("verified").GetBoolean(), proven.ToString());
        Assert.Equal(proven.GetProperty("stored_result_hash").GetString(), proven.GetProperty("result_hash").GetString());

        await ExecuteAsync($"UPDATE backtest_trades SET fees = fees + 1e-9 WHERE run_id = {id} AND sequence = 0");
        var changed = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}/verify");
        Assert.False(changed.GetProperty("verified").GetBoolean());
        Assert.Equal("document", Assert.Single(changed.GetProperty("differences").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Run_on_candles_that_changed_since_is_not_proven_and_says_so()
    {
        var csv = SmallMarket.Csv();
        using var first = await api.UploadAsync("changing", Encoding.UTF8.GetBytes(csv));
        var id = await api.RunAsync(SmallMarket.Spec.Replace("\"test\"", "\"changing\"", StringComparison.Ordinal));
        using var second = await api.UploadAsync("changing", Encoding.UTF8.GetBytes(csv.Replace(",10\n", ",11\n", StringComparison.Ordinal)));
        Assert.True(second.IsSuccessStatusCode, await second.Content.ReadAsStringAsync());

        var verification = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}/verify");
        Assert.False(verification.GetProperty("verified").GetBoolean());
        Assert.Equal("dataset_hash", Assert.Single(verification.GetProperty("differences").EnumerateArray()).GetString());
        Assert.Contains("dataset_hash changed", verification.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_spec_is_answered_with_all_problems_and_stores_nothing()
    {
        var before = await CountAsync();
        using var answer = await api.PostAsync(
            "/api/backtest/run",
            """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cros","initial_capital":-5,"capitol":1}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problems = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal(["capitol", "initial_capital", "strategy"], problems.Select(p => p.GetProperty("field").GetString()).Order());
        Assert.Equal("sma_cross", problems.Single(p => p.GetProperty("field").GetString() == "strategy").GetProperty("suggestion").GetString());
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task List_pages_by_cursor_without_gap_or_repeat()
    {
        for (var i = 0; i < 3; i++)
        {
            await api.RunAsync(SmallMarket.Spec);
        }

        var ids = new List<long>();
        string? cursor = null;
        do
        {
            var page = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.InRange(page.GetProperty("results").GetArrayLength(), 1, 2);
            ids.AddRange(page.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("id").GetInt64()));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(ids.OrderDescending().Distinct(), ids);
        Assert.True(ids.Count >= 3);
    }

    [Fact]
    public async Task Runs_are_noted_tagged_and_found_by_tag()
    {
        var id = await api.RunAsync(SmallMarket.Spec);
        using var tagged = await api.Client.PatchAsJsonAsync($"/api/backtest/results/{id}", new { notes = "worth a look", tags = new[] { "Tagged-Here", "btc" } });
        var run = await tagged.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("small", "worth a look"), (run.GetProperty("name").GetString(), run.GetProperty("notes").GetString()));
        Assert.Equal(["btc", "tagged-here"], run.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));

        var found = await api.Client.GetFromJsonAsync<JsonElement>("/api/backtest/results?tag=tagged-here&sort=status&descending=false");
        Assert.Equal((id, 1L), (Assert.Single(found.GetProperty("results").EnumerateArray()).GetProperty("id").GetInt64(), found.GetProperty("total").GetInt64()));

        using var bad = await api.Client.PatchAsJsonAsync($"/api/backtest/results/{id}", new { name = "", tags = new[] { "two words" } });
        Assert.Equal(["name", "tags"], (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()));
        using var nothing = await api.Client.PatchAsJsonAsync($"/api/backtest/results/{id}", new { });
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
    }

    [Fact]
    public async Task Run_is_renamed_rerun_and_deleted_while_an_equal_result_keeps_its_curve()
    {
        var id = await api.RunAsync(SmallMarket.Spec);
        using var renamed = await api.Client.PatchAsJsonAsync($"/api/backtest/results/{id}", new { name = "another name" });
        Assert.Equal("another name", (await renamed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("name").GetString());
        using var unnamed = await api.Client.PatchAsJsonAsync($"/api/backtest/results/{id}", new { name = " " });
        Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);

        using var rerun = await api.Client.PostAsync($"/api/backtest/results/{id}/rerun", null);
        Assert.Equal(HttpStatusCode.Accepted, rerun.StatusCode);
        var again = (await rerun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("backtest_id").GetInt64();
        using var deleted = await api.Client.DeleteAsync($"/api/backtest/results/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await api.Client.GetAsync($"/api/backtest/results/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        await api.RunAsync(SmallMarket.Spec);
        var other = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{again}?equity=full");
        Assert.Equal(SmallMarket.Rows, other.GetProperty("equity_curve").GetArrayLength());
        Assert.DoesNotContain("missing from the data folder", other.GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/backtest/results/99999")]
    [InlineData("/api/backtest/results/99999/chart")]
    [InlineData("/api/jobs/99999")]
    [InlineData("/api/jobs/99999/events")]
    [InlineData("/api/strategies/none")]
    [InlineData("/api/nothing/here")]
    public async Task What_is_not_there_is_404_with_a_problem(string path)
    {
        using var answer = await api.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/backtest/results?limit=0", "limit")]
    [InlineData("/api/backtest/results?status=done", "status")]
    [InlineData("/api/backtest/results?sort=profit", "sort")]
    [InlineData("/api/backtest/results?cursor=abc", "cursor")]
    [InlineData("/api/backtest/results/1?equity=weekly", "equity")]
    [InlineData("/api/jobs?limit=1000", "limit")]
    public async Task Wrong_query_is_400_and_names_the_field(string path, string field)
    {
        using var answer = await api.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0];
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Cancelled_job_that_has_ended_is_409()
    {
        await api.RunAsync(SmallMarket.Spec);
        var jobs = await api.Client.GetFromJsonAsync<JsonElement>("/api/jobs");
        using var answer = await api.Client.DeleteAsync($"/api/jobs/{jobs.EnumerateArray().Last().GetProperty("id").GetInt64()}");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Multipart_and_gzip_uploads_are_taken()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(SmallMarket.Csv()));
        }

        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(packed.ToArray());
        part.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        form.Add(part, "file", "small.csv.gz");
        using var answer = await api.Client.PostAsync("/api/data/upload?exchange=packed&symbol=AAAUSDT&timeframe=1h", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        Assert.Equal(SmallMarket.Rows, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("added").GetInt64());
    }

    [Fact]
    public async Task Broken_or_unnamed_upload_stores_nothing()
    {
        using var broken = await api.UploadAsync("broken", Encoding.UTF8.GetBytes(SmallMarket.Csv() + "17,nonsense\n"));
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        using var unnamed = await api.UploadAsync("Bad Name", Encoding.UTF8.GetBytes(SmallMarket.Csv()), "7m");
        var problems = (await unnamed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems");
        Assert.Equal(["exchange", "timeframe"], problems.EnumerateArray().Select(p => p.GetProperty("field").GetString()));
        var library = api.Portal.Services.GetRequiredService<CandleLibrary>();
        Assert.Null(library.Find(new SeriesKey("broken", "AAAUSDT", Timeframe.Parse("1h"))));
    }

    [Fact]
    public async Task Upload_may_be_larger_than_other_bodies_but_not_than_its_own_limit()
    {
        var large = Encoding.UTF8.GetBytes(SmallMarket.Csv() + new string('\n', 100 * 1024));
        using var taken = await api.UploadAsync("large", large);
        Assert.NotEqual(HttpStatusCode.RequestEntityTooLarge, taken.StatusCode);
        using var refused = await api.UploadAsync("larger", Encoding.UTF8.GetBytes(SmallMarket.Csv() + new string('\n', 600 * 1024)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        var library = api.Portal.Services.GetRequiredService<CandleLibrary>();
        Assert.Null(library.Find(new SeriesKey("larger", "AAAUSDT", Timeframe.Parse("1h"))));
    }

    [Fact]
    public async Task Catalogue_and_series_are_listed()
    {
        var strategies = await api.Client.GetFromJsonAsync<JsonElement>("/api/strategies");
        Assert.Contains(strategies.EnumerateArray(), s => s.GetProperty("id").GetString() == "sma_cross");
        var series = await api.Client.GetFromJsonAsync<JsonElement>("/api/data");
        Assert.Contains(series.EnumerateArray(), s => s.GetProperty("exchange").GetString() == "sample" && s.GetProperty("synthetic").GetBoolean());
        Assert.Contains(series.EnumerateArray(), s => s.GetProperty("exchange").GetString() == "test" && s.GetProperty("candles").GetInt64() == SmallMarket.Rows);
    }

    private async Task<int> CountAsync() => (await api.Client.GetFromJsonAsync<JsonElement>("/api/backtest/results?limit=500")).GetProperty("results").GetArrayLength();

    private async Task ExecuteAsync(string sql)
    {
        await using var db = api.Portal.Services.GetRequiredService<BacktesterDbFactory>().OpenForReading();
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(sql));
    }
}
