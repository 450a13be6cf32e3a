using Backtester.Core.Runs;
using Backtester.Core.Tests.Engine;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>A spec with a peer's preset, run from its text to its metrics, equals that peer's run of the same strategy.</summary>
public class PeerRunTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var series in PeerReference.Series)
            {
                foreach (var peer in PeerReference.Peers)
                {
                    data.Add(series, peer);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Spec_of_sma_cross_with_a_preset_gives_the_peers_trades_equity_and_metrics(string series, string peer)
    {
        var reference = PeerReference.Load(series, "sma_long", peer);
        var candles = reference.Candles(series);
        var catalog = new MemoryCatalog(candles);
        var plan = RunPlanner.Plan(
            $$$"""
            {"exchange": "{{{candles.Key.Exchange}}}", "symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross",
             "strategy_params": {"fast": 10, "slow": 30}, "initial_capital": 100000,
             "execution": {"preset": "{{{peer}}}"}, "risk": {"direction": "long_only"}}
            """,
            SpecFormat.Json,
            catalog);
        var result = RunExecutor.Execute(plan, catalog);
        Assert.Equal(reference.Trades.Count, result.Trades.Count);
        for (var i = 0; i < result.Trades.Count; i++)
        {
            Assert.Equal(reference.Trades[i].GetProperty("entry_bar").GetInt32(), result.Trades[i].EntryBar);
            Near(reference.Trades[i].GetProperty("entry_price").GetDouble(), result.Trades[i].EntryPrice, 1e-9, "entry price");
            Near(reference.Trades[i].GetProperty("size").GetDouble(), result.Trades[i].Quantity, 1e-9, "size");
        }

        Near(reference.FinalEquity, result.Curve.Equity[^1], 1e-9, "final equity");
        var printed = result.Parity[peer.StartsWith("vectorbt", StringComparison.Ordinal) ? "vectorbt" : peer];
        foreach (var metric in reference.Metrics.EnumerateObject().Where(m => m.Value.ValueKind == System.Text.Json.JsonValueKind.Number))
        {
            Near(metric.Value.GetDouble(), printed[metric.Name], 1e-7, metric.Name);
        }
    }

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-6), $"{what}: expected {expected:R}, got {actual:R}");
}
