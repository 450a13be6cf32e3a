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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Parity_lens_on_a_run_without_trades_leaves_what_is_unknown_unknown(int bars)
    {
        var curve = Curves.Of(100, Curves.Hour, [.. Enumerable.Repeat(100.0, bars)]);
        var candles = Curves.Candles("A", Curves.Hour, [.. Enumerable.Range(1, bars).Select(i => (double)i)]);
        var lens = ParityLens.Measure(new ParityMeasurement { Curve = curve, Trades = [], BarMs = Curves.Hour, Series = [candles] });

        Assert.Equal(["backtrader", "backtesting_py", "vectorbt"], lens.Keys);
        Assert.Equal(lens.Keys.Order(), ParityLens.Differences.Keys.Order());
        Assert.All(lens.Values.SelectMany(m => m.Values), m => Assert.False(double.IsInfinity(m.Value)));
        Assert.True(double.IsNaN(lens["backtrader"]["win_rate"]) && double.IsNaN(lens["vectorbt"]["sharpe"]) && double.IsNaN(lens["backtesting_py"]["SQN"]));
        Assert.Equal(0, lens["vectorbt"]["trades"]);
    }

    [Fact]
    public void Parity_lens_on_two_symbols_has_no_market_for_the_tool_that_knows_one()
    {
        var (a, b) = (Curves.Candles("A", Curves.Hour, 1, 2, 3), Curves.Candles("B", Curves.Hour, 3, 2, 1));
        var open = Curves.Trade(0, entryBar: 1, exitBar: -1, price: 2, quantity: 5, symbol: "B", fees: 0.01) with { ProfitLoss = double.NaN, ClosedAtMs = null };
        var lens = ParityLens.Measure(new ParityMeasurement { Curve = Curves.Of(100, Curves.Hour, 100, 99.99, 94.99), Trades = [open], BarMs = Curves.Hour, Series = [a, b] });

        Assert.Contains("one symbol", lens["backtesting_py"].Notes["Beta"]);

        // The open position is marked at its own symbol's last close, 5·(1 − 2) − 0.01: a loss, and nothing is closed.
        Assert.Equal((1.0, 0.0, 0.0), (lens["vectorbt"]["trades"], lens["vectorbt"]["trades_closed"], lens["vectorbt"]["win_rate_all"]));
        Assert.Equal(0, lens["vectorbt"]["profit_factor_all"]);
    }

    private static void AssertClose(string what, double expected, double actual, double relative) =>
        Assert.True(Close(expected, actual, relative), $"{what}: {expected:R} was {actual:R}");

    private static bool Close(double expected, double actual, double relative) =>
        double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) <= relative * Math.Abs(expected);
}
