using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

/// <summary>A batch whose process is killed goes on with the search at work, and makes none twice.</summary>
public class BatchKillTests
{
    /// <summary>Leverage takes the slow way: some seconds in all.</summary>
    private const string Spec =
        """
        {"exchange":"sample","symbols":["BTCUSDT","ETHUSDT"],"timeframes":["5m","15m"],"start_date":"2023-01-01T00:00:00Z","end_date":"2023-12-31T23:59:59Z",
         "execution":{"leverage":2},"search":{"workers":1},"strategies":[{"strategy":"ema_cross","parameter_ranges":{"fast":{"min":5,"max":30,"step":5},"slow":{"min":40,"max":130,"step":10}}}]}
        """;

    [Fact]
    public async Task Killed_batch_goes_on_and_makes_no_search_twice()
    {
        using var folder = new TemporaryFolder();
        var (first, client) = await BacktesterProcess.ServeAsync(folder.Path);
        using (first)
        using (client)
        {
            using var body = new StringContent(Spec, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/api/backtest/batch", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            var before = await WaitAsync(client, b => b.GetProperty("searches_done").GetInt32() >= 1);
            Assert.Equal("RUNNING", before.GetProperty("status").GetString());
            await first.KillAsync();
        }

        var (second, again) = await BacktesterProcess.ServeAsync(folder.Path);
        using (second)
        using (again)
        {
            var batch = await WaitAsync(again, b => b.GetProperty("status").GetString() is not ("PENDING" or "RUNNING"));
            Assert.Equal(("COMPLETED", 4), (batch.GetProperty("status").GetString(), batch.GetProperty("searches_done").GetInt32()));
            Assert.All(batch.GetProperty("league").EnumerateArray(), r => Assert.Equal(("COMPLETED", 60L), (r.GetProperty("status").GetString(), r.GetProperty("completed").GetInt64())));
            var searches = (await again.GetFromJsonAsync<JsonElement>("/api/backtest/optimize")).GetProperty("results").EnumerateArray().ToList();
            Assert.Equal(4, searches.Count);
            Assert.All(searches, s => Assert.Equal("COMPLETED", s.GetProperty("status").GetString()));
            var job = Assert.Single(await again.GetFromJsonAsync<JsonElement[]>("/api/jobs") ?? []);
            Assert.StartsWith("Batch: ", job.GetProperty("title").GetString(), StringComparison.Ordinal);
        }
    }

    private static async Task<JsonElement> WaitAsync(HttpClient client, Func<JsonElement, bool> until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            var batch = await client.GetFromJsonAsync<JsonElement>("/api/backtest/batch/1", patience.Token);
            if (until(batch))
            {
                return batch;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
