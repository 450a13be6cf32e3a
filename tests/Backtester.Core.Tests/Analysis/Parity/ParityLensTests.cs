using Backtester.Core.Analysis.Parity;
using Xunit;

namespace Backtester.Core.Tests.Analysis.Parity;

public sealed class ParityLensTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string, string, string> Results()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var series in new[] { "synth_a_1h", "binance_BTCUSDT_1h" })
        {
            foreach (var strategy in new[] { "sma_long", "sma_reverse", "rsi_sltp", "bb_breakout" })
            {
                foreach (var peer in new[] { "backtrader", "backtesting_py", "vectorbt_same_close", "vectorbt_next_open" })
                {
                    data.Add(series, strategy, peer);
                }
            }
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Results))]
    public void Parity_lens_on_a_recorded_result_gives_the_metrics_that_the_tool_printed(string series, string strategy, string peer)
    {
        var result = PeerResult.Read(series, strategy, peer);
        Assert.Equal(result.EquityEvery100Bars.Length, (result.Curve.Count + 99) / 100);
        for (var i = 0; i < result.EquityEvery100Bars.Length; i++)
        {
            AssertClose("equity", result.EquityEvery100Bars[i], result.Curve.Equity[i * 100], 1e-11);
        }

        AssertClose("final equity", result.FinalEquity, result.Curve.Equity[^1], 1e-11);
        var lens = ParityLens.Measure(new ParityMeasurement
        {
            Curve = result.Curve,
            Trades = result.Trades,
            BarMs = result.Candles.Key.Timeframe.Milliseconds,
            Series = [result.Candles],
        });
        var metrics = lens[peer.StartsWith("vectorbt", StringComparison.Ordinal) ? "vectorbt" : peer];

        Assert.Equal(result.Metrics.Keys.Order(StringComparer.Ordinal), metrics.Values.Select(m => m.Key).Order(StringComparer.Ordinal));
        var wrong = result.Metrics.Where(m => !Close(m.Value, metrics[m.Key], Tolerance)).Select(m => $"{m.Key}: {m.Value:R} was {metrics[m.Key]:R}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    private static void AssertClose(string what, double expected, double actual, double relative) =>
        Assert.True(Close(expected, actual, relative), $"{what}: {expected:R} was {actual:R}");

    private static bool Close(double expected, double actual, double relative) =>
        double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) <= relative * Math.Abs(expected);
}
