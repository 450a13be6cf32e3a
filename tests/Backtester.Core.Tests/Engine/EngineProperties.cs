using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>What must hold for every run, over random candles, signals, stops, costs, sizes, presets and symbols.</summary>
public class EngineProperties
{
    private const int Cases = 1500;

    [Fact]
    public void Cash_and_positions_are_conserved_at_every_bar() => ForEach((random, seed) =>
    {
        var input = RandomInput(random);
        var outcome = Backtest.Run(input);
        var positions = new double[input.Symbols.Count];
        var close = new double[input.Symbols.Count];
        var cash = input.InitialCapital;
        var fill = 0;
        for (var step = 0; step < outcome.Curve.Count; step++)
        {
            var time = outcome.Curve.TimeMs[step];
            for (; fill < outcome.Fills.Count && outcome.Fills[fill].TimeMs <= time; fill++)
            {
                var f = outcome.Fills[fill];
                positions[f.Symbol] += f.Quantity;
                cash -= (f.Quantity * f.Price) + f.Fee;
            }

            var equity = cash;
            for (var s = 0; s < positions.Length; s++)
            {
                var row = input.Symbols[s].Candles.LowerBound(time);
                if (row < input.Symbols[s].Candles.Count && input.Symbols[s].Candles.OpenTimeMs[row] == time)
                {
                    close[s] = input.Symbols[s].Candles.Close[row];
                }

                equity += positions[s] * close[s];
            }

            Assert.True(Math.Abs(cash - outcome.Curve.Cash[step]) <= 1e-7, $"seed {seed}, step {step}: cash {outcome.Curve.Cash[step]:R} is not {cash:R}");
            Assert.True(Math.Abs(equity - outcome.Curve.Equity[step]) <= 1e-7, $"seed {seed}, step {step}: equity {outcome.Curve.Equity[step]:R} is not {equity:R}");
        }

        Assert.Equal(outcome.Fills.Count, fill);
    });

    [Fact]
    public void Gain_of_the_account_is_the_sum_of_trade_profits_and_open_gains() => ForEach((random, seed) =>
    {
        var input = RandomInput(random);
        var outcome = Backtest.Run(input);
        var closed = outcome.Trades.Where(t => !t.IsOpen).Sum(t => t.ProfitLoss);
        var open = outcome.Trades.Where(t => t.IsOpen).Sum(t => OpenGain(input, t));
        var gain = outcome.Curve.Equity[^1] - input.InitialCapital;
        Assert.True(Math.Abs(gain - closed - open) <= 1e-7, $"seed {seed}: gain {gain:R}, trades {closed + open:R}");
    });

    [Fact]
    public void No_fill_without_slippage_leaves_its_bars_range() => ForEach((random, seed) =>
    {
        var input = RandomInput(random) with { Slippage = new NoSlippage() };
        foreach (var fill in Backtest.Run(input).Fills)
        {
            var candle = input.Symbols[fill.Symbol].Candles[fill.Bar];
            Assert.True(fill.Price >= candle.Low && fill.Price <= candle.High, $"seed {seed}: fill at {fill.Price:R} outside {candle}");
        }
    });

    [Fact]
    public void Cutting_the_history_leaves_earlier_trades_the_same_to_the_last_bit() => ForEach((random, seed) =>
    {
        var input = RandomInput(random);
        var whole = Backtest.Run(input);
        var cutMs = whole.Curve.TimeMs[random.Next(1, whole.Curve.Count)];
        var symbols = input.Symbols.Select(s => Cut(s, cutMs)).ToList();
        if (symbols.Any(s => s.Candles.Count == 0))
        {
            return;
        }

        // A symbol's last bar closes its position and takes no entry, so only what was over before any of them is compared.
        var part = Backtest.Run(input with { Symbols = symbols });
        var before = symbols.Min(s => s.Candles.OpenTimeMs[^1]);
        Assert.Equal(
            whole.Fills.Where(f => f.TimeMs < before).ToList(),
            part.Fills.Where(f => f.TimeMs < before).ToList());
        _ = seed;
    });

    [Fact]
    public void Same_input_gives_the_same_bytes() => ForEach((random, seed) =>
    {
        var input = RandomInput(random);
        var (a, b) = (Backtest.Run(input), Backtest.Run(input));
        Assert.True(a.Fills.SequenceEqual(b.Fills) && a.Curve.Equity.AsSpan().SequenceEqual(b.Curve.Equity), $"seed {seed}");
    });

    [Fact]
    public void Passing_quiet_bars_gives_the_bytes_of_asking_every_bar() => ForEach((random, seed) =>
    {
        var input = RandomInput(random) with { };
        input = input with { Symbols = [Sparse(input.Symbols[0], random)] };
        var fast = Backtest.Run(input);
        var slow = Backtest.Run(input, skipsQuietBars: false, progress: null, CancellationToken.None);
        Assert.True(fast.Fills.SequenceEqual(slow.Fills), $"seed {seed}: fills");
        Assert.True(fast.Curve.Equity.AsSpan().SequenceEqual(slow.Curve.Equity), $"seed {seed}: equity");
        Assert.True(fast.Curve.Cash.AsSpan().SequenceEqual(slow.Curve.Cash), $"seed {seed}: cash");
        Assert.True(fast.Curve.OpenPositions.AsSpan().SequenceEqual(slow.Curve.OpenPositions), $"seed {seed}: open positions");
        Assert.Equal(slow.Trades.Select(t => (t.Mae, t.Mfe)), fast.Trades.Select(t => (t.Mae, t.Mfe)));
        Assert.Equal(slow.StoppedAtMs, fast.StoppedAtMs);
    });

    [Fact]
    public void Prices_times_k_with_the_same_notional_leave_returns_unchanged() => ForEach((random, seed) =>
    {
        // k is a power of two, so that scaling rounds nothing.
        var input = RandomInput(random, presets: ["house"]) with { Sizing = new PercentOfEquity(0.3) };
        var a = Backtest.Run(input);
        var b = Backtest.Run(input with { Symbols = [.. input.Symbols.Select(s => Scale(s, 4))] });
        Assert.Equal(a.Trades.Count, b.Trades.Count);
        Assert.True(a.Curve.Equity.AsSpan().SequenceEqual(b.Curve.Equity), $"seed {seed}");
    });

    [Fact]
    public void Higher_costs_never_raise_equity_for_the_same_fills() => ForEach((random, seed) =>
    {
        var input = RandomInput(random, presets: ["house"]) with { Sizing = new FixedQuantity(0.01), MaxDrawdown = null };
        var cheap = Backtest.Run(input with { Fees = new PercentFees(0.001, 0.001) });
        var dear = Backtest.Run(input with { Fees = new PercentFees(0.002, 0.003) });
        if (cheap.Fills.Select(f => (f.TimeMs, f.Quantity)).SequenceEqual(dear.Fills.Select(f => (f.TimeMs, f.Quantity))))
        {
            Assert.True(dear.Curve.Equity[^1] <= cheap.Curve.Equity[^1], $"seed {seed}");
        }
    });

    [Fact]
    public void Long_short_trades_are_the_union_of_both_sides_where_signals_never_overlap() => ForEach((random, seed) =>
    {
        // Signals alternate between sides in blocks, each block ending with the exit of its side.
        var candles = RandomCandles(random, "AAA", 120, gaps: false);
        var signals = new Signals[candles.Count];
        for (var i = 0; i < signals.Length; i++)
        {
            var isLong = i / 20 % 2 == 0;
            signals[i] = i % 20 >= 15
                ? isLong ? Signals.LongExit : Signals.ShortExit
                : random.Next(4) == 0 ? isLong ? Signals.LongEntry : Signals.ShortEntry : Signals.None;
        }

        var input = Drawn.House(new SymbolInput(candles, new Decisions { Signals = signals }, new Instrument("x", "AAA"))) with
        {
            InitialCapital = 1e9,
            Fees = new PercentFees(0.001, 0.001),
        };
        var both = Backtest.Run(input).Trades.Select(Key);
        var longs = Backtest.Run(input with { Direction = AllowedDirection.LongOnly }).Trades.Select(Key);
        var shorts = Backtest.Run(input with { Direction = AllowedDirection.ShortOnly }).Trades.Select(Key);
        Assert.Equal(longs.Concat(shorts).Order(), both.Order());
        _ = seed;

        static (int, int, double, double) Key(Trade t) => (t.EntryBar, t.ExitBar, t.EntryPrice, t.ProfitLoss);
    });

    internal static void ForEach(Action<Random, int> check, int cases = Cases)
    {
        for (var seed = 0; seed < cases; seed++)
        {
            check(new Random(seed), seed);
        }
    }

    private static double OpenGain(BacktestInput input, Trade trade)
    {
        var symbol = input.Symbols.Single(s => s.Candles.Key.Symbol == trade.Symbol);
        var sign = trade.Direction == Core.Orders.Direction.Long ? 1 : -1;
        return (sign * trade.Quantity * (symbol.Candles.Close[^1] - trade.EntryPrice)) - trade.Fees;
    }

    internal static BacktestInput RandomInput(Random random, string[]? presets = null)
    {
        presets ??= [.. Conventions.Presets.Keys];
        var symbols = Enumerable.Range(0, random.Next(1, 4)).Select(s =>
        {
            var candles = RandomCandles(random, $"S{s}", random.Next(5, 80), gaps: true);
            return new SymbolInput(candles, RandomDecisions(random, candles), new Instrument("x", $"S{s}"));
        }).ToList();
        ISizingModel[] sizes = [new FixedNotional(random.Next(10, 2000)), new FixedQuantity(random.NextDouble() * 5), new PercentOfEquity(random.NextDouble()), new AllIn()];
        return Drawn.House([.. symbols]) with
        {
            Conventions = Conventions.Presets[presets[random.Next(presets.Length)]],
            Fees = random.Next(2) == 0 ? new ZeroFees() : new PercentFees(random.NextDouble() * 0.01, random.NextDouble() * 0.01),
            Slippage = random.Next(2) == 0 ? new NoSlippage() : new BpsSlippage(random.Next(50), random.Next(50), 0),
            Sizing = sizes[random.Next(sizes.Length)],
            Direction = (AllowedDirection)random.Next(3),
            Intrabar = (IntrabarRule)random.Next(3),
            MaxOpenPositions = random.Next(3) == 0 ? random.Next(1, 3) : null,
            MaxDrawdown = random.Next(3) == 0 ? random.NextDouble() * 0.5 : null,
            OnMaxDrawdown = (DrawdownAction)random.Next(2),
            MaxDailyLoss = random.Next(4) == 0 ? random.NextDouble() * 0.1 : null,
            MaxSymbolExposure = random.Next(4) == 0 ? random.NextDouble() * 2 : null,
            MaxExposure = random.Next(4) == 0 ? random.NextDouble() * 3 : null,
        };
    }

    private static Decisions RandomDecisions(Random random, CandleSeries candles)
    {
        var count = candles.Count;
        var signals = new Signals[count];
        for (var i = 0; i < count; i++)
        {
            signals[i] = random.Next(3) == 0 ? (Signals)random.Next(16) : Signals.None;
        }

        return new Decisions
        {
            Signals = signals,
            StopLoss = random.Next(2) == 0 ? null : StopDistance.Fraction(random.NextDouble() * 0.05),
            TakeProfit = random.Next(2) == 0 ? null : StopDistance.Fraction(random.NextDouble() * 0.05),
            TrailingStop = random.Next(3) > 0 ? null : StopDistance.Fraction(random.NextDouble() * 0.05),
            BreakEven = random.Next(3) > 0 ? null : StopDistance.Fraction(random.NextDouble() * 0.03),
            Trims = random.Next(3) > 0 ? [] : [new Trim(StopDistance.Fraction(random.NextDouble() * 0.04), random.NextDouble())],
            TimeExitBars = random.Next(3) > 0 ? null : random.Next(1, 8),
            CooldownBars = random.Next(3) > 0 ? 0 : random.Next(4),
            MaxEntries = random.Next(3) > 0 ? 1 : random.Next(2, 5),
            OppositeEntry = (OppositeEntry)random.Next(3),
            EntryOrder = random.Next(3) > 0 ? null : RandomOrder(random, candles),
        };
    }

    private static EntryOrder RandomOrder(Random random, CandleSeries candles)
    {
        SidePrices Around() => new(Column(), Column());
        double[] Column() => [.. candles.Close.ToArray().Select(c => random.Next(20) == 0 ? double.NaN : c * (0.97 + (random.NextDouble() * 0.06)))];
        var type = (EntryOrderType)random.Next(3);
        return new EntryOrder(type, Around(), type == EntryOrderType.StopLimit ? Around() : null, random.Next(2) == 0 ? null : random.Next(1, 6));
    }

    internal static CandleSeries RandomCandles(Random random, string symbol, int count, bool gaps)
    {
        var candles = new List<Candle>();
        var price = 50 + (random.NextDouble() * 100);
        for (var i = 0; i < count; i++)
        {
            if (gaps && i > 0 && random.Next(10) == 0)
            {
                continue;
            }

            var open = price * (1 + ((random.NextDouble() - 0.5) * 0.02));
            var close = open * (1 + ((random.NextDouble() - 0.5) * 0.06));
            var high = Math.Max(open, close) * (1 + (random.NextDouble() * 0.02));
            var low = Math.Min(open, close) * (1 - (random.NextDouble() * 0.02));
            candles.Add(new Candle(i * Drawn.BarMs, open, high, low, close, 1));
            price = close;
        }

        return CandleSeries.FromCandles(new SeriesKey("x", symbol, Timeframe.Parse("1h")), candles);
    }

    internal static SymbolInput Cut(SymbolInput input, long endMs)
    {
        var candles = input.Candles.Slice(new TimeRange(long.MinValue, endMs));
        return input with { Candles = candles, Decisions = input.Decisions with { Signals = input.Decisions.Signals.ToArray()[..candles.Count] } };
    }

    internal static SymbolInput Scale(SymbolInput input, double k)
    {
        var c = input.Candles;
        var scaled = Enumerable.Range(0, c.Count).Select(i => c[i] with { Open = c.Open[i] * k, High = c.High[i] * k, Low = c.Low[i] * k, Close = c.Close[i] * k });
        var order = input.Decisions.EntryOrder is { } o ? o with { Price = Scale(o.Price, k), Limit = o.Limit is null ? null : Scale(o.Limit, k) } : null;
        return input with { Candles = CandleSeries.FromCandles(c.Key, [.. scaled]), Decisions = input.Decisions with { EntryOrder = order } };
    }

    private static SidePrices Scale(SidePrices prices, double k)
    {
        double[] Times(ReadOnlyMemory<double> column) => [.. column.ToArray().Select(p => p * k)];
        return new SidePrices(Times(prices.Long), Times(prices.Short));
    }

    /// <summary>The same symbol with few signals, so that most bars are quiet.</summary>
    private static SymbolInput Sparse(SymbolInput input, Random random)
    {
        var signals = input.Decisions.Signals.ToArray();
        for (var i = 0; i < signals.Length; i++)
        {
            signals[i] = random.Next(4) == 0 ? signals[i] : Signals.None;
        }

        return input with { Decisions = input.Decisions with { Signals = signals } };
    }
}
