using Backtester.Core.Indicators;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Proof;

/// <summary>Every seeded leak is found and named, no strategy of the catalogue is accused.</summary>
public class CausalityProofTests
{
    public static TheoryData<string> Catalogue => [.. StrategyCatalog.All.Select(s => s.Info.Id)];

    public static TheoryData<string> Leaks => [.. LeakCorpus.Columns.Keys];

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void No_strategy_of_the_catalogue_is_accused(string id)
    {
        var strategy = StrategyCatalog.Find(id)!;
        var traced = strategy.Traced(strategy.Defaults, Timeframe.Parse("1h"));
        var candles = ProofCandles.Hours(seed: 11, count: Math.Max(1600, traced.WarmUp(Timeframe.Parse("1h"))!.Value.Settling + 200));
        var report = CausalityProof.Check(traced, candles, new ProofOptions(Cuts: 16, Other: ProofCandles.Hours(seed: 12, count: 1600)));

        Assert.Empty(report.Leaks);
        Assert.True(report.Passed, $"{id}: {report.WarmUp}");
        Assert.True(report.Coverage.DecisionBars > 0, $"{id} decided nothing");
        Assert.True(report.Comparisons > 100_000);
        if (report.WarmUp.Settling is not null)
        {
            Assert.True(report.WarmUp.Compared > 0, $"{id} settles after {report.WarmUp.Settling} bars");
        }
    }

    [Theory]
    [MemberData(nameof(Leaks))]
    public void Seeded_leak_is_found_and_named(string name)
    {
        var report = CausalityProof.Check(LeakCorpus.Strategy(name), ProofCandles.Hours(seed: 13, count: 480), new ProofOptions(Cuts: 16));

        Assert.False(report.Passed);
        Assert.Contains(report.Leaks, l => l.Expression == name);
        Assert.All(report.Leaks, l => Assert.InRange(l.Bar, 0, 479));
    }

    [Fact]
    public void Progress_rises_from_nothing_and_a_proof_can_be_ended()
    {
        var strategy = StrategyCatalog.Find("sma_cross")!;
        var traced = strategy.Traced(strategy.Defaults, Timeframe.Parse("1h"));
        var heard = new List<double>();
        CausalityProof.Check(traced, ProofCandles.Hours(seed: 11, count: 480), new ProofOptions(Cuts: 8, Progress: heard.Add));
        Assert.Equal(0, heard[0]);
        Assert.Equal(heard.Order(), heard);
        Assert.InRange(heard[^1], 0.9, 0.9999);

        using var ending = new CancellationTokenSource();
        var options = new ProofOptions(Cuts: 8, Progress: share =>
        {
            if (share >= 0.5)
            {
                ending.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => CausalityProof.Check(traced, ProofCandles.Hours(seed: 11, count: 480), options, ending.Token));
    }

    /// <summary>How far a leak looks ahead is measured: bar i of a series shifted by −5 changes until candle i + 5 is kept.</summary>
    [Theory]
    [InlineData("shift_minus_one", 1)]
    [InlineData("shift_minus_five", 5)]
    [InlineData("centred_window", 2)]
    [InlineData("lagging_span", 26)]
    public void Distance_of_the_look_ahead_is_measured(string name, int bars)
    {
        var report = CausalityProof.Check(LeakCorpus.Strategy(name), ProofCandles.Hours(seed: 14, count: 480), new ProofOptions(Cuts: 16));

        Assert.Contains(report.Leaks, l => l.Future == FutureKind.Noise && l.ReadsAhead == bars && l.Bar == 0);
    }

    /// <summary>Leaks of decisions that no named column shows.</summary>
    [Theory]
    [InlineData("long_entry")]
    [InlineData("stop_loss")]
    [InlineData("long_confidence")]
    [InlineData("long_exit")]
    public void Leak_of_a_decision_without_a_column_is_named_by_the_decision(string decision)
    {
        var strategy = new TracedDecisions(decision, (c, _) => Leaking(decision, c));
        var report = CausalityProof.Check(strategy, ProofCandles.Hours(seed: 15, count: 480));

        Assert.Contains(report.Leaks, l => l.Decision == decision && l.Expression == decision);
    }

    /// <summary>A mutated indicator inside a formula: the innermost expression that holds it is named, not the rules around it.</summary>
    [Theory]
    [InlineData("sma", "close > sma(close, 10) and rsi(close, 14) < 90", "sma(close, 10)")]
    [InlineData("rsi", "ema(close, 5) > close and rsi(close, 14) > 101 - 60", "rsi(close, 14)")]
    [InlineData("zscore", "crossover(zscore(close, 20), 0)", "zscore(close, 20)")]
    [InlineData("highest", "close >= highest(close, 20)[1]", "highest(close, 20)")]
    [InlineData("ema", "sma(ema(close, 4), 9) < close", "ema(close, 4)")]
    [InlineData("stdev", "stdev(close, 5) < stdev(close, 50)", "stdev(close, 5)")]
    [InlineData("cum", "tf(\"4h\", cum(volume)) > 0", "tf(\"4h\", cum(volume))")]
    public void Mutated_indicator_is_found_and_named_by_its_expression(string kernel, string rule, string expression)
    {
        var candles = ProofCandles.Hours(seed: 16, count: 480);
        var strategy = new TracedDefinition(DefinitionReader.Parse($"id: mutated\nlong_entry: {rule}\n"), null, candles.Key.Timeframe);
        Assert.True(CausalityProof.Check(strategy, candles).Passed);
        LeakingIndicator.Plant(strategy, kernel, IndicatorInputs.Source, (x, i) => (x[i] + x[Math.Min(i + 1, x.Length - 1)]) / 2);

        var report = CausalityProof.Check(strategy, candles);
        Assert.NotEmpty(report.Leaks);
        Assert.All(report.Leaks, l => Assert.Equal(expression, l.Expression));
        Assert.All(report.Leaks, l => Assert.Equal("long_entry", l.Field));
    }

    [Fact]
    public void Mutated_pivot_that_does_not_wait_for_its_confirmation_is_found_and_named()
    {
        var candles = ProofCandles.Hours(seed: 17, count: 480);
        var strategy = new TracedDefinition(DefinitionReader.Parse("id: mutated\nlong_entry: pivot_low(3, 3) > 0\n"), null, candles.Key.Timeframe);
        LeakingIndicator.Plant(strategy, "pivot_low", IndicatorInputs.Low, (low, i) => i > 2 && i < low.Length - 3 && low[(i - 3)..(i + 4)].Min() == low[i] ? low[i] : double.NaN);

        Assert.All(CausalityProof.Check(strategy, candles).Leaks, l => Assert.Equal("pivot_low(3, 3)", l.Expression));
        Assert.NotEmpty(CausalityProof.Check(strategy, candles).Leaks);
    }

    [Fact]
    public void What_never_forgets_is_named_and_conditions_that_never_changed_are_listed()
    {
        var definition = DefinitionReader.Parse("id: totals\nlong_entry: change(obv(), 3) > 0 and close > 0\nlong_exit: close < ema(close, 10)\n");
        var candles = ProofCandles.Hours(seed: 18, count: 480);
        var report = CausalityProof.Check(new TracedDefinition(definition, null, candles.Key.Timeframe), candles);

        Assert.True(report.Passed);
        Assert.Null(report.WarmUp.Settling);
        Assert.Equal(["obv()"], report.WarmUp.NeverForgets);
        Assert.Contains(new IdleBranch("long_entry", "close > 0", Always: true), report.Coverage.Idle);
        Assert.Equal(report.Coverage.Branches - report.Coverage.Idle.Count, report.Coverage.Exercised);
    }

    /// <summary>A strategy that remembers its first close for ever, and declares that it forgets, breaks the bound.</summary>
    [Fact]
    public void Start_that_is_remembered_beyond_the_declared_bars_breaks_the_bound()
    {
        var candles = ProofCandles.Hours(seed: 19, count: 480);
        var strategy = new TracedDefinition(DefinitionReader.Parse("id: mutated\nlong_entry: close > sma(close, 10)\n"), null, candles.Key.Timeframe);
        var first = double.NaN;
        LeakingIndicator.Plant(strategy, "sma", IndicatorInputs.Source, (x, i) => first = i == 0 ? x[0] : first);

        var report = CausalityProof.Check(strategy, candles);
        Assert.False(report.WarmUp.Holds);
        Assert.True(report.WarmUp.Measured > 100);
    }

    private static Decisions Leaking(string decision, CandleSeries c)
    {
        var next = LeakCorpus.Each(c, i => LeakCorpus.At(c.Close, i + 1));
        var rising = Enumerable.Range(0, c.Count).Select(i => next[i] > c.Close[i]).ToArray();
        return decision switch
        {
            "long_entry" => new Decisions { Signals = rising.Select(r => r ? Signals.LongEntry : Signals.LongExit).ToArray() },
            "stop_loss" => new Decisions { Signals = new Signals[c.Count], StopLoss = StopDistance.Column(next) },
            "long_confidence" => new Decisions { Signals = new Signals[c.Count], LongConfidence = next },
            _ => new Decisions { Signals = new Signals[c.Count], PositionExit = new ExitBeforeAFall(next, c.Close.ToArray()) },
        };
    }

    private sealed class ExitBeforeAFall(double[] next, double[] close) : IPositionExit
    {
        public bool Exits(int sign, int bar, double entryPrice, int barsHeld) => sign * (next[bar] - close[bar]) < 0;
    }
}
