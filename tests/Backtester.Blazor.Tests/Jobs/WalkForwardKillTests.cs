using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

/// <summary>A walk-forward whose process is killed goes on behind its stored windows.</summary>
public class WalkForwardKillTests
{
    /// <summary>A year of five-minute candles, 8 windows of 60 sets: some seconds.</summary>
    private const string Spec =
        """
        {"exchange":"sample","symbols":["BTCUSDT"],"timeframe":"5m","start_date":"2023-01-01T00:00:00Z","end_date":"2023-12-31T23:59:59Z","strategy":"ema_cross",
         "parameter_ranges":{"fast":{"min":5,"max":30,"step":5},"slow":{"min":40,"max":130,"step":10}},"execution":{"leverage":2},"search":{"workers":1},
         "walk_forward":{"in_sample":"120d","out_of_sample":"30d"}}
        """;

    [Fact]
    public async Task Killed_walk_goes_on_behind_its_windows_and_gives_the_same_result()
    {
        using var folder = new TemporaryFolder();
        var (first, client) = await BacktesterProcess.ServeAsync(folder.Path);
        int before;
        using (first)
        using (client)
        {
            using var body = new StringContent(Spec, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/api/backtest/walkforward", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            before = (await WaitAsync(client, 1, w => w.GetProperty("windows_done").GetInt32() >= 2)).GetProperty("windows_done").GetInt32();
            await first.KillAsync();
        }

        var (second, again) = await BacktesterProcess.ServeAsync(folder.Path);
        using (second)
        using (again)
        {
            var resumed = await WaitAsync(again, 1, w => w.GetProperty("status").GetString() is not ("PENDING" or "RUNNING"));
            Assert.Equal("COMPLETED", resumed.GetProperty("status").GetString());

            // The same in one go.
            using var body = new StringContent(Spec, Encoding.UTF8, "application/json");
            using var answer = await again.PostAsync("/api/backtest/walkforward?fresh=true", body);
            var whole = await WaitAsync(again, 2, w => w.GetProperty("status").GetString() is not ("PENDING" or "RUNNING"));
            Assert.InRange(before, 2, whole.GetProperty("windows_total").GetInt32() - 1);
            foreach (var name in (string[])["result_hash", "windows", "metrics", "equity_curve", "trades", "sentence"])
            {
                Assert.Equal(whole.GetProperty(name).ToString(), resumed.GetProperty(name).ToString());
            }
        }
    }

    private static async Task<JsonElement> WaitAsync(HttpClient client, long id, Func<JsonElement, bool> until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (true)
        {
            var walk = await client.GetFromJsonAsync<JsonElement>($"/api/backtest/walkforward/{id}", patience.Token);
            if (until(walk))
            {
                return walk;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
