using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

/// <summary>`serve` as a process: what is left when it dies, when it is told to end, and when there are two.</summary>
public class ServeProcessTests
{
    /// <summary>Three years of minutes: long enough to be interrupted.</summary>
    private const string LongSpec =
        """{"exchange":"sample","symbols":["BTCUSDT"],"timeframe":"1m","strategy":"sma_cross","strategy_params":{"fast":500,"slow":2000}}""";

    [Fact]
    public async Task Killed_process_loses_nothing_and_doubles_nothing()
    {
        using var folder = new TemporaryFolder();
        const int Count = 3;
        var (first, client) = await BacktesterProcess.ServeAsync(folder.Path, "--Jobs:MaxConcurrent", "2");
        using (first)
        using (client)
        {
            for (var i = 0; i < Count; i++)
            {
                await SubmitAsync(client, LongSpec);
            }

            await WaitAsync(client, jobs => jobs.Any(j => Status(j) == "RUNNING"));
            await first.KillAsync();
        }

        var (second, again) = await BacktesterProcess.ServeAsync(folder.Path, "--Jobs:MaxConcurrent", "2");
        using (second)
        using (again)
        {
            var jobs = await WaitAsync(again, all => all.All(j => Status(j) is "COMPLETED" or "FAILED" or "CANCELLED"));
            Assert.Equal(Count, jobs.Length);
            Assert.All(jobs, j => Assert.Equal("COMPLETED", Status(j)));
            var runs = (await again.GetFromJsonAsync<JsonElement>("/api/backtest/results")).GetProperty("results").EnumerateArray().ToArray();
            Assert.Equal(Count, runs.Length);
            var hashes = new HashSet<string?>();
            foreach (var run in runs)
            {
                var result = await again.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{run.GetProperty("id").GetInt64()}?equity=none");
                Assert.Equal(result.GetProperty("metrics").GetProperty("total_trades").GetDouble(), result.GetProperty("trades").GetArrayLength());
                hashes.Add(result.GetProperty("result_hash").GetString());
            }

            Assert.Single(hashes);
        }
    }

    [Fact]
    public async Task Told_to_end_it_gives_running_jobs_back_and_ends_with_0()
    {
        using var folder = new TemporaryFolder();
        var (serve, client) = await BacktesterProcess.ServeAsync(folder.Path, "--Jobs:MaxConcurrent", "1");
        using (serve)
        using (client)
        {
            await SubmitAsync(client, LongSpec);
            await SubmitAsync(client, LongSpec);
            await WaitAsync(client, jobs => jobs.Any(j => Status(j) == "RUNNING"));
            var end = await serve.TerminateAsync();
            Assert.True(end.ExitCode == 0, end.Error);
        }

        var list = await BacktesterProcess.RunAsync(folder.Path, "jobs", "list", "--json");
        Assert.All(list.Document().EnumerateArray(), j => Assert.Contains(Status(j), new[] { "PENDING", "COMPLETED" }));
        var waiting = list.Document().EnumerateArray().First(j => Status(j) == "PENDING").GetProperty("id").GetInt64();
        var cancel = await BacktesterProcess.RunAsync(folder.Path, "jobs", "cancel", $"{waiting}", "--json");
        Assert.Equal(0, cancel.ExitCode);
        var again = await BacktesterProcess.RunAsync(folder.Path, "jobs", "cancel", $"{waiting}", "--json");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("CANCELLED", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_serve_refuses_and_a_running_job_of_the_first_is_cancelled()
    {
        using var folder = new TemporaryFolder();
        var (serve, client) = await BacktesterProcess.ServeAsync(folder.Path, "--Jobs:MaxConcurrent", "1");
        using (serve)
        using (client)
        {
            var second = await BacktesterProcess.RunAsync(folder.Path, "serve", "--Urls", "http://127.0.0.1:0");
            Assert.Equal(1, second.ExitCode);
            Assert.Contains(folder.Path, second.Error, StringComparison.Ordinal);
            Assert.Contains("Another `serve`", second.Error, StringComparison.Ordinal);

            await SubmitAsync(client, LongSpec);
            await WaitAsync(client, jobs => jobs.Any(j => Status(j) == "RUNNING"));
            using var answer = await client.DeleteAsync("/api/jobs/1");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            var job = Assert.Single(await WaitAsync(client, all => all.All(j => Status(j) is not ("PENDING" or "RUNNING"))));
            Assert.Equal("CANCELLED", Status(job));
        }
    }

    [Fact]
    public async Task Secrets_never_reach_the_log()
    {
        using var folder = new TemporaryFolder();
        const string Key = "a key that nobody knows";
        var (serve, client) = await BacktesterProcess.ServeAsync(folder.Path, "--Access:Key", Key, "--Logs:Level", "debug", "--Logs:Format", "json");
        using (serve)
        using (client)
        {
            client.DefaultRequestHeaders.Add("X-Access-Key", Key);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/jobs")).StatusCode);
            var end = await serve.TerminateAsync();
            Assert.DoesNotContain(Key, end.Error + end.Output, StringComparison.Ordinal);
            Assert.Empty(end.Output);
            Assert.All(end.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).Dispose());
        }
    }

    private static async Task SubmitAsync(HttpClient client, string spec)
    {
        using var body = new StringContent(spec, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/backtest/run?fresh=true", body);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    private static string? Status(JsonElement job) => job.GetProperty("status").GetString();

    private static async Task<JsonElement[]> WaitAsync(HttpClient client, Func<JsonElement[], bool> until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            var jobs = await client.GetFromJsonAsync<JsonElement[]>("/api/jobs", patience.Token) ?? [];
            if (until(jobs))
            {
                return jobs;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
