using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>What a search walks in pieces, at any vector width, equals the event loop bit for bit.</summary>
public class LeanBacktestTests
{
    [Fact]
    public void Any_run_in_any_pieces_equals_the_event_loop() => EngineProperties.ForEach((random, seed) =>
    {
        var input = EngineProperties.RandomInput(random);
        Compare(input, random, seed);
        Compare(Simple(input, random), random, seed);
    });

    [Fact]
    public void Long_quiet_stretches_equal_the_event_loop() => EngineProperties.ForEach(
        (random, seed) =>
        {
            var candles = EngineProperties.RandomCandles(random, "AAA", random.Next(300, 1500), gaps: random.Next(2) == 0);
            var signals = new Signals[candles.Count];
            for (var i = 0; i < signals.Length; i++)
            {
                signals[i] = random.Next(60) == 0 ? (Signals)random.Next(16) : Signals.None;
            }

            var decisions = new Decisions
            {
                Signals = signals,
                StopLoss = random.Next(2) == 0 ? null : StopDistance.Fraction(random.NextDouble() * 0.3),
                TakeProfit = random.Next(2) == 0 ? null : StopDistance.Fraction(random.NextDouble() * 0.3),
                TimeExitBars = random.Next(3) > 0 ? null : random.Next(1, 200),
            };
            var input = Drawn.House(new SymbolInput(candles, decisions, new Instrument("x", "AAA"))) with
            {
                Direction = (AllowedDirection)random.Next(3),
                Fees = new PercentFees(0.0005, 0.001),
                Sizing = random.Next(2) == 0 ? new AllIn() : new PercentOfEquity(random.NextDouble()),
            };
            Compare(input, random, seed);
        },
        cases: 300);

    [Fact]
    public void Plainest_accounts_with_many_trades_equal_the_event_loop() => EngineProperties.ForEach(
        (random, seed) =>
        {
            var candles = EngineProperties.RandomCandles(random, "AAA", random.Next(2, 600), gaps: random.Next(2) == 0);
            var signals = new Signals[candles.Count];
            var silence = random.Next(1, 12);
            for (var i = 0; i < signals.Length; i++)
            {
                signals[i] = random.Next(silence) == 0 ? (Signals)random.Next(16) : Signals.None;
            }

            var decisions = new Decisions
            {
                Signals = signals,
                StopLoss = Distance(random, candles.Count),
                TakeProfit = Distance(random, candles.Count),
                OppositeEntry = (OppositeEntry)random.Next(3),
            };
            var input = Drawn.House(new SymbolInput(candles, decisions, new Instrument("x", "AAA"))) with
            {
                Direction = (AllowedDirection)random.Next(3),
                Intrabar = (IntrabarRule)random.Next(3),
                Fees = new PercentFees(0.0005, 0.001),
                Slippage = random.Next(2) == 0 ? new NoSlippage() : new BpsSlippage(5, 20, 1),
                Sizing = random.Next(3) == 0 ? new AllIn() : new FixedNotional(random.Next(1, 1500)),
            };
            Compare(input, random, seed);
        },
        cases: 600);

    /// <summary>None, a fraction, or a price distance a bar, unknown here and there.</summary>
    private static StopDistance? Distance(Random random, int count) => random.Next(4) switch
    {
        0 => null,
        1 => StopDistance.Fraction(random.NextDouble() * 0.1),
        _ => StopDistance.Columns(
            Enumerable.Range(0, count).Select(_ => random.Next(9) == 0 ? double.NaN : random.NextDouble() * 5).ToArray(),
            Enumerable.Range(0, count).Select(_ => random.Next(9) == 0 ? double.NaN : random.NextDouble() * 5).ToArray(),
            isFraction: false),
    };

    [Fact]
    public void Plain_market_orders_take_the_quick_machine_and_what_it_does_not_know_does_not()
    {
        var plain = Drawn.House(new SymbolInput(
            EngineProperties.RandomCandles(new Random(1), "AAA", 20, gaps: false), new Decisions { Signals = new Signals[20], StopLoss = StopDistance.Fraction(0.02) }, new Instrument("x", "AAA")));
        Assert.True(IsQuick(plain));
        Assert.False(IsQuick(plain with { MaxDrawdown = 0.2 }));
        Assert.False(IsQuick(plain with { VolumeLimit = 0.1 }));
        Assert.False(IsQuick(plain with { Symbols = [.. plain.Symbols, plain.Symbols[0]] }));
        Assert.False(IsQuick(plain with { Symbols = [plain.Symbols[0] with { Decisions = plain.Symbols[0].Decisions with { TrailingStop = StopDistance.Fraction(0.02) } }] }));
    }

    private static bool IsQuick(BacktestInput input)
    {
        using var run = new LeanBacktest(input, new LeanTiles(GridOf(input)));
        return run.IsQuick;
    }

    /// <summary>The same run without what only the broker knows.</summary>
    private static BacktestInput Simple(BacktestInput input, Random random) => input with
    {
        Symbols = [input.Symbols[0] with { Decisions = input.Symbols[0].Decisions with { TrailingStop = null, BreakEven = null, Trims = [], EntryOrder = null, MaxEntries = 1 } }],
        Conventions = random.Next(2) == 0 ? Conventions.Presets["house"] : input.Conventions,
        MaxDrawdown = null,
        MaxDailyLoss = null,
        MaxSymbolExposure = null,
        MaxExposure = null,
    };

    private static RunGrid GridOf(BacktestInput input) => new([.. input.Symbols.Select(s => s.Candles)]);

    private static void Compare(BacktestInput input, Random random, int seed)
    {
        var whole = Backtest.Run(input, skipsQuietBars: random.Next(2) == 0, progress: null, CancellationToken.None);
        var daily = DailyEquity.Sample(whole.Curve);
        var lanes = new[] { 1, 4, 8 }[random.Next(3)];
        var tiles = new LeanTiles(GridOf(input), random.Next(1, 200));
        using var run = new LeanBacktest(input with { Lanes = lanes }, tiles);
        while (tiles.Next())
        {
            run.Advance();
        }

        var lean = run.Finish();
        var note = $"seed {seed}, {lanes} lanes, quick {run.IsQuick}";
        Assert.True(daily.Equity.AsSpan().SequenceEqual(lean.DayEnds), $"{note}: day ends");
        Assert.True(BitConverter.DoubleToInt64Bits(whole.Curve.Equity[^1]) == BitConverter.DoubleToInt64Bits(lean.FinalEquity), $"{note}: final equity");
        Assert.True(Drawdowns.Deepest(whole.Curve.Equity, whole.Curve.InitialEquity).Equals(lean.DeepestDrawdown), $"{note}: drawdown {lean.DeepestDrawdown:R}");
        var tally = new ProfitTally();
        foreach (var trade in whole.Trades.Where(t => !t.IsOpen))
        {
            tally.Add(trade.ProfitLoss);
        }

        Assert.True(tally.Equals(lean.Trades), $"{note}: trades");
        Assert.True(whole.Curve.OpenPositions.Count(n => n > 0) == lean.BarsInMarket, $"{note}: bars in the market");
        Assert.True(whole.Trades.Count(t => t.IsOpen) == lean.OpenPositions, $"{note}: open positions");
        Assert.True(whole.AmbiguousBars == lean.AmbiguousBars, $"{note}: ambiguous bars");
    }
}
