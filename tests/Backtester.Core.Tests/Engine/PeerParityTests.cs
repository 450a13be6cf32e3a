using System.Text.Json;
using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>The engine under a peer's conventions gives that peer's trades and equity, on the same candles and signals.</summary>
public class PeerParityTests
{
    public static TheoryData<string, string, string> All
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var series in PeerReference.Series)
            {
                foreach (var strategy in PeerReference.Strategies)
                {
                    foreach (var peer in PeerReference.Peers)
                    {
                        data.Add(series, strategy, peer);
                    }
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void Preset_on_the_same_candles_and_signals_gives_the_peers_trades_and_equity(string series, string strategy, string peer)
    {
        var reference = PeerReference.Load(series, strategy, peer);
        var outcome = Run(reference, series, strategy, peer);
        Assert.Equal(reference.Trades.Count, outcome.Trades.Count);
        for (var i = 0; i < reference.Trades.Count; i++)
        {
            AssertTrade(reference.Trades[i], outcome.Trades[i], $"trade {i}");
        }

        AssertClose(reference.FinalEquity, outcome.Curve.Equity[^1], "final equity");
        for (var i = 0; i < reference.EquityEvery100Bars.Count; i++)
        {
            AssertClose(reference.EquityEvery100Bars[i], outcome.Curve.Equity[i * 100], $"equity at bar {i * 100}");
        }
    }

    internal static BacktestOutcome Run(PeerReference reference, string series, string strategy, string peer)
    {
        var candles = reference.Candles(series);
        var stops = strategy == "rsi_sltp";
        var decisions = new Decisions
        {
            Signals = PeerReference.SignalsOf(series, strategy),
            StopLoss = stops ? StopDistance.Fraction(0.02) : null,
            TakeProfit = stops ? StopDistance.Fraction(0.04) : null,
            OppositeEntry = stops ? OppositeEntry.Ignore : OppositeEntry.Reverse,
        };
        return Backtest.Run(new BacktestInput
        {
            Symbols = [new SymbolInput(candles, decisions, new Instrument("peers", "BTCUSDT"))],
            Strategy = strategy,
            InitialCapital = reference.InitialCash,
            Conventions = Conventions.Presets[peer],
            Fees = new PercentFees(0.001, 0.001),
            Slippage = new NoSlippage(),
            Sizing = peer == "backtrader" ? new PercentOfEquity(0.95) : new AllIn(),
        });
    }

    private static void AssertTrade(JsonElement expected, Trade actual, string what)
    {
        Assert.Equal(expected.GetProperty("side").GetString(), actual.Direction == Direction.Long ? "long" : "short");
        Assert.Equal(expected.GetProperty("entry_bar").GetInt32(), actual.EntryBar);
        AssertClose(expected.GetProperty("entry_price").GetDouble(), actual.EntryPrice, what + " entry price");
        AssertClose(expected.GetProperty("size").GetDouble(), actual.Quantity, what + " size");
        AssertClose(expected.GetProperty("fees").GetDouble(), actual.Fees, what + " fees");
        if (expected.GetProperty("exit_bar").ValueKind == JsonValueKind.Null)
        {
            Assert.True(actual.IsOpen, what + " is open");
            return;
        }

        Assert.Equal(expected.GetProperty("exit_bar").GetInt32(), actual.ExitBar);
        AssertClose(expected.GetProperty("exit_price").GetDouble(), actual.ExitPrice, what + " exit price");

        // A profit is a small difference of large values: 1e-9 of the notional.
        var notional = actual.Quantity * actual.EntryPrice;
        Assert.True(Math.Abs(expected.GetProperty("pnl").GetDouble() - actual.ProfitLoss) <= 1e-9 * notional, what + " profit");
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Abs(expected), $"{what}: expected {expected:R}, got {actual:R}");
}
