using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Engine.Models.Spreads;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>What must hold for every combination of models, over the random runs of <see cref="EngineProperties"/>.</summary>
public class ModelProperties
{
    private const int Cases = 1500;

    [Fact]
    public void Gain_of_the_account_is_the_sum_of_trade_profits_with_fees_funding_and_liquidations() => ForEach((random, seed) =>
    {
        var input = RandomModels(random);
        var outcome = Backtest.Run(input);
        var gain = outcome.Curve.Equity[^1] - input.InitialCapital;
        var trades = outcome.Trades.Sum(t => t.ProfitLoss);
        Assert.All(outcome.Trades, t => Assert.False(t.IsOpen));
        Assert.True(Near(gain, trades), $"seed {seed}: gain {gain:R}, trades {trades:R}");
        Assert.True(Near(outcome.Fills.Sum(f => f.Fee), outcome.Trades.Sum(t => t.Fees)), $"seed {seed}: fees");
        Assert.True(Near(outcome.Fills.Sum(f => f.Slippage), outcome.Trades.Sum(t => t.Slippage)), $"seed {seed}: slippage");
    });

    [Fact]
    public void Cash_changes_by_fills_and_funding_alone_and_equity_is_cash_and_positions() => ForEach((random, seed) =>
    {
        var input = RandomModels(random);
        var outcome = Backtest.Run(input);
        var positions = new double[input.Symbols.Count];
        var closes = new double[input.Symbols.Count];
        var (spent, fill) = (0.0, 0);
        for (var step = 0; step < outcome.Curve.Count; step++)
        {
            for (; fill < outcome.Fills.Count && outcome.Fills[fill].TimeMs <= outcome.Curve.TimeMs[step]; fill++)
            {
                var f = outcome.Fills[fill];
                positions[f.Symbol] += f.Quantity;
                spent += (f.Quantity * f.Price) + f.Fee;
            }

            var value = 0.0;
            for (var s = 0; s < positions.Length; s++)
            {
                var candles = input.Symbols[s].Candles;
                var row = candles.LowerBound(outcome.Curve.TimeMs[step] + 1) - 1;
                closes[s] = row < 0 ? 0 : candles.Close[row];
                value += positions[s] * closes[s];
            }

            Assert.True(Near(outcome.Curve.Equity[step], outcome.Curve.Cash[step] + value), $"seed {seed}, step {step}: equity");
            if (input.Symbols.All(s => s.Funding is null))
            {
                Assert.True(Near(outcome.Curve.Cash[step], input.InitialCapital - spent), $"seed {seed}, step {step}: cash");
            }
        }

        // With funding the difference is what the trades say they received.
        Assert.True(Near(outcome.Curve.Cash[^1], input.InitialCapital - spent + outcome.Trades.Sum(t => t.Funding)), $"seed {seed}: cash at the end");
        Assert.All(positions, p => Assert.True(Math.Abs(p) < 1e-9, $"seed {seed}: {p:R} is left"));
    });

    [Fact]
    public void No_fill_is_better_than_its_bar_allows() => ForEach((random, seed) =>
    {
        var input = RandomModels(random);
        foreach (var fill in Backtest.Run(input).Fills)
        {
            // Slippage moves a price out of the bar against the trader alone; a step of price is 0.01 or less.
            var candle = input.Symbols[fill.Symbol].Candles[fill.Bar];
            var moved = fill.Slippage / Math.Abs(fill.Quantity);
            var (low, high) = fill.Quantity > 0 ? (candle.Low, candle.High + moved) : (candle.Low - moved, candle.High);
            Assert.True(fill.Price >= low - 1e-9 && fill.Price <= high + 1e-9, $"seed {seed}: {fill} outside {candle}");
        }
    });

    [Fact]
    public void Bars_never_give_more_than_their_share_of_volume() => ForEach((random, seed) =>
    {
        var input = RandomModels(random) with { VolumeLimit = 0.01 + random.NextDouble() };
        var outcome = Backtest.Run(input);
        var whole = outcome.Trades.Where(t => t.ExitReason is ExitReason.Liquidation or ExitReason.EndOfData).Select(t => (t.Symbol, t.ExitBar)).ToHashSet();
        foreach (var bar in outcome.Fills.GroupBy(f => (f.Symbol, f.Bar)))
        {
            var symbol = input.Symbols[bar.Key.Symbol];
            if (!whole.Contains((symbol.Candles.Key.Symbol, bar.Key.Bar)))
            {
                var taken = bar.Sum(f => Math.Abs(f.Quantity));
                Assert.True(taken <= (input.VolumeLimit * symbol.Candles.Volume[bar.Key.Bar]) + 1e-9, $"seed {seed}, bar {bar.Key}: {taken:R}");
            }
        }
    });

    [Fact]
    public void Passing_quiet_bars_gives_the_bytes_of_asking_every_bar() => ForEach((random, seed) =>
    {
        var input = RandomModels(random);
        input = input with { Symbols = [input.Symbols[0]] };
        var fast = Backtest.Run(input);
        var slow = Backtest.Run(input, skipsQuietBars: false, progress: null, CancellationToken.None);
        Assert.True(fast.Fills.SequenceEqual(slow.Fills), $"seed {seed}: fills");
        Assert.True(fast.Curve.Equity.AsSpan().SequenceEqual(slow.Curve.Equity), $"seed {seed}: equity");
        Assert.Equal(slow.Trades.Select(t => t.Funding), fast.Trades.Select(t => t.Funding));
    });

    [Fact]
    public void Prices_times_k_with_the_same_value_leave_returns_unchanged() => ForEach((random, seed) =>
    {
        // k is a power of two, so that scaling rounds nothing. Volumes are in the base asset: divided by k.
        var input = RandomModels(random) with { Fees = new PercentFees(0.001, 0.002) };
        input = input with
        {
            Sizing = new PercentOfEquity(0.3),
            Slippage = input.Slippage is TickSlippage ? new NoSlippage() : input.Slippage,
            Symbols = [.. input.Symbols.Select(s => s with { Instrument = new Instrument("x", s.Instrument.Symbol) })],
        };
        var a = Backtest.Run(input);
        var b = Backtest.Run(input with { Symbols = [.. input.Symbols.Select(s => EngineProperties.Scale(s, 4) with { Candles = Thin(EngineProperties.Scale(s, 4).Candles, 4) })] });
        Assert.Equal(a.Trades.Count, b.Trades.Count);
        Assert.All(a.Curve.Equity.Zip(b.Curve.Equity), e => Assert.True(Near(e.First, e.Second), $"seed {seed}: {e}"));
    });

    [Fact]
    public void Higher_costs_never_raise_equity_for_the_same_fills() => ForEach((random, seed) =>
    {
        var input = RandomModels(random) with { Sizing = new FixedQuantity(0.01), MaxDrawdown = null, Margin = null };
        foreach (var (cheap, dear) in new (IFeeModel, IFeeModel)[]
        {
            (new FixedFees(0.1), new FixedFees(0.2)),
            (new PerShareFees(0.005, 0.1, SecFeeSchedule.None), new PerShareFees(0.005, 0.1, new SecFeeSchedule([KeyValuePair.Create(0L, 27.8)]))),
        })
        {
            var (a, b) = (Backtest.Run(input with { Fees = cheap }), Backtest.Run(input with { Fees = dear }));
            if (a.Fills.Select(f => (f.TimeMs, f.Quantity, f.Price)).SequenceEqual(b.Fills.Select(f => (f.TimeMs, f.Quantity, f.Price))))
            {
                Assert.True(b.Curve.Equity[^1] <= a.Curve.Equity[^1] + 1e-9, $"seed {seed}: {cheap} {dear}");
            }
        }
    });

    [Fact]
    public void Isolated_loss_without_a_gap_is_never_more_than_the_margin()
    {
        var liquidations = 0;
        ForEach((random, seed) => liquidations += CheckIsolatedLosses(random, seed));
        Assert.True(liquidations > 50, $"{liquidations} liquidations");
    }

    private static int CheckIsolatedLosses(Random random, int seed)
    {
        var input = RandomModels(random) with { Margin = new Margin(2 + random.Next(20), MarginMode.Isolated, 0.005, 0), Fees = new ZeroFees(), VolumeLimit = null };
        input = input with { Symbols = [.. input.Symbols.Select(s => s with { Funding = null })] };
        var liquidated = Backtest.Run(input).Trades.Where(t => t.ExitReason == ExitReason.Liquidation).ToList();
        foreach (var trade in liquidated)
        {
            var candle = input.Symbols.Single(s => s.Candles.Key.Symbol == trade.Symbol).Candles[trade.ExitBar];
            if (trade.ExitPrice != candle.Open)
            {
                var margin = trade.EntryPrice * trade.Quantity / input.Margin!.Leverage;
                Assert.True(-trade.ProfitLoss <= margin * (1 + 1e-6) + 0.01, $"seed {seed}: lost {-trade.ProfitLoss:R} of a margin of {margin:R}");
            }
        }

        return liquidated.Count;
    }

    [Fact]
    public void Leverage_of_nearly_one_gives_the_trades_of_none() => ForEach((random, seed) =>
    {
        // Small positions whose liquidation is far away: margin must change nothing else.
        var input = RandomModels(random) with { Sizing = new FixedNotional(20), Margin = null, MaxDrawdown = null };
        var margined = Backtest.Run(input with { Margin = new Margin(1.0000001, MarginMode.Isolated, 0, 0) });
        var plain = Backtest.Run(input);
        if (margined.Trades.All(t => t.ExitReason != ExitReason.Liquidation) && plain.AmbiguousBars == margined.AmbiguousBars)
        {
            Assert.Equal(plain.Fills.Select(f => (f.Bar, f.Quantity, f.Price)), margined.Fills.Select(f => (f.Bar, f.Quantity, f.Price)));
        }

        _ = seed;
    });

    private static void ForEach(Action<Random, int> check)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            check(new Random(seed), seed);
        }
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-7 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    internal static BacktestInput RandomModels(Random random)
    {
        var input = EngineProperties.RandomInput(random, presets: ["house"]);
        var sec = new SecFeeSchedule([KeyValuePair.Create(0L, 27.8)]);
        IFeeModel[] fees = [new ZeroFees(), new PercentFees(0.001, 0.002), new FixedFees(0.5), new PerShareFees(0.005, 0.35, sec)];
        var types = new ByOrderType(random.NextDouble(), random.NextDouble(), 0);
        ISlippageModel[] slippages =
        [
            new NoSlippage(), new BpsSlippage(5, 10, 0), new TickSlippage(types), new AtrSlippage(types, 3), new VolumeShareSlippage(0.5, 3),
            new SpreadSlippage(new CorwinSchultzSpread(), 3, 0.5), new SpreadSlippage(new AbdiRanaldoSpread(), 3, 0.5),
        ];
        ISizingModel[] sizes =
        [
            input.Sizing, new RiskPerTrade(0.01), new VolatilityTarget(0.5, 5, 8760), new KellySizing(0.2, 0.5, 0.5, 3),
        ];
        return input with
        {
            Symbols = [.. input.Symbols.Select(s => s with
            {
                Candles = Thin(s.Candles, 1 / (1 + (random.NextDouble() * 20))),
                Instrument = new Instrument("x", s.Candles.Key.Symbol, 0.01, random.Next(2) == 0 ? 0 : 0.001, random.Next(2) * 5),
                Funding = random.Next(2) == 0 ? null : RandomFunding(random, s.Candles),
            })],
            Fees = fees[random.Next(fees.Length)],
            Slippage = slippages[random.Next(slippages.Length)],
            Sizing = sizes[random.Next(sizes.Length)],
            Margin = random.Next(2) == 0 ? null : new Margin(2 + random.Next(30), (MarginMode)random.Next(2), 0.01, 0.01),
            VolumeLimit = random.Next(3) > 0 ? null : 0.05 + (random.NextDouble() * 0.5),
        };
    }

    private static FundingRates RandomFunding(Random random, CandleSeries candles)
    {
        var times = new List<long>();
        for (var t = candles.OpenTimeMs[0]; t <= candles.OpenTimeMs[^1] + Drawn.BarMs; t += random.Next(1, 5) * Drawn.BarMs / 2)
        {
            times.Add(t);
        }

        return new FundingRates(times.ToArray(), times.Select(_ => (random.NextDouble() - 0.4) * 0.002).ToArray());
    }

    /// <summary>The same candles with volumes divided by a number.</summary>
    private static CandleSeries Thin(CandleSeries candles, double divisor) =>
        CandleSeries.FromCandles(candles.Key, [.. Enumerable.Range(0, candles.Count).Select(i => candles[i] with { Volume = candles.Volume[i] / divisor })]);
}
