using Backtester.Core.Engine;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Runs.Explanation;

/// <summary>A rule, or a part of one, at a bar.</summary>
/// <param name="Field">The field of the definition.</param>
/// <param name="Expression">The part.</param>
/// <param name="Depth">0 for the whole rule, 1 for its operands, and so on.</param>
/// <param name="Value">Its number; NaN where unknown, and where it speaks of a position that was not open.</param>
/// <param name="IsBoolean">True for conditions, whose value is 1 or 0.</param>
public sealed record PartValue(string Field, string Expression, int Depth, double Value, bool IsBoolean);

/// <summary>What a strategy saw and decided at the close of a bar.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Bar">Row of its candles, 0-based.</param>
/// <param name="TimeMs">Open time, Unix ms.</param>
/// <param name="Position">The trade that was open at the close; null for none.</param>
/// <param name="Signals">What the rules said.</param>
/// <param name="Step">The step of the funnel in which the bar ended, or "entry".</param>
/// <param name="Reason">Why, where the step has reasons.</param>
/// <param name="Parts">Every rule and its parts, operands first.</param>
public sealed record BarExplanation(string Symbol, int Bar, long TimeMs, Trade? Position, Signals Signals, string Step, string? Reason, IReadOnlyList<PartValue> Parts);

/// <summary>Answers "why no trade?" for a run: it is run again, which gives the same bytes, and looked at closely.</summary>
public sealed class RunExplanation
{
    private readonly RunPlan _plan;
    private readonly BacktestInput _input;
    private readonly BacktestOutcome _outcome;
    private readonly RunMarket _market;

    // In the order of the engine's inputs: each strategy's symbols in turn.
    private readonly List<(StrategySpec Part, string Symbol)> _parts;

    private RunExplanation(RunPlan plan, BacktestInput input, BacktestOutcome outcome, RunMarket market)
    {
        (_plan, _input, _outcome, _market) = (plan, input, outcome, market);
        _parts = [.. SpecStrategy.Parts(plan.Spec).SelectMany(p => p.Symbols.Select(symbol => (Part: p, Symbol: symbol)))];
        Funnel = Funnel.Of(input, outcome);
    }

    /// <summary>Where the bars ended.</summary>
    public Funnel Funnel { get; }

    /// <summary>Runs a plan again to explain it.</summary>
    public static RunExplanation Of(RunPlan plan, ICandleCatalog catalog, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(catalog);
        var market = RunMarket.Load(plan, catalog, cancellation);
        var input = market.Input(plan.Spec);
        return new RunExplanation(plan, input, Backtest.Run(input, progress: null, cancellation), market);
    }

    /// <summary>Explains the bar that holds a time.</summary>
    /// <param name="timeMs">A time, Unix ms.</param>
    /// <param name="symbol">The symbol; null for the first.</param>
    /// <exception cref="SpecException">The run has no such symbol, or no bar then.</exception>
    public BarExplanation At(long timeMs, string? symbol = null)
    {
        var wanted = symbol is null ? null : SymbolName.Normalize(symbol);
        var s = _parts.FindIndex(p => wanted is null || p.Symbol == wanted);
        if (s < 0)
        {
            throw new SpecException([new("symbol", "is not one of the run's", symbol, string.Join(", ", _plan.Spec.Symbols))]);
        }

        var candles = _input.Symbols[s].Candles;
        var bar = candles.LowerBound(candles.Key.Timeframe.Floor(timeMs));
        if (bar == candles.Count || candles.OpenTimeMs[bar] > timeMs)
        {
            throw new SpecException([new("at", "is a time at which the run has no bar", IsoTime.Format(timeMs), $"{IsoTime.Format(candles.OpenTimeMs[0])} to {IsoTime.Format(candles.OpenTimeMs[^1])}, where candles are stored")]);
        }

        var name = _input.Symbols[s].Instrument.Symbol;
        var part = _parts[s].Part;
        var position = _outcome.Trades.FirstOrDefault(t => t.Symbol == name && t.Strategy == part.Name && t.EntryBar <= bar && (t.IsOpen || t.ExitBar > bar));
        var (step, reason) = StepOf(s, bar);
        return new BarExplanation(name, bar, candles.OpenTimeMs[bar], position, _input.Symbols[s].Decisions.Signals[bar], step, reason, PartsAt(part, candles, bar, position));
    }

    private IReadOnlyList<PartValue> PartsAt(StrategySpec part, CandleSeries candles, int bar, Trade? position)
    {
        if (SpecStrategy.Of(part) is not DefinedStrategy strategy)
        {
            var lines = _input.Symbols.First(x => ReferenceEquals(x.Candles, candles)).Decisions.Indicators;
            return [.. lines.At(bar).Select(l => new PartValue("lines", l.Key, 0, l.Value, IsBoolean: false))];
        }

        var compiled = StrategyCompiler.Compile(strategy.Definition, part.StrategyParams, new CompileOptions(candles.Key.Timeframe, WithLines: true, WithParts: true));
        var (seen, start) = _market.SeenOf(candles);
        var row = start + bar;
        var columns = compiled.Program.Run(seen.SliceRows(0, row + 1), _market.Others);
        return [.. compiled.Parts.Select(p => new PartValue(p.Path, p.Expression, p.Depth, ValueOf(p), p.IsBoolean))];

        double ValueOf(CompiledPart compiledPart)
        {
            if (compiledPart.Value.Rule is not { } rule)
            {
                return columns.Value(compiledPart.Value.Output, row);
            }

            var sign = position?.Direction == Direction.Short ? -1 : 1;
            return position is null || compiledPart.Side != sign ? double.NaN : rule.Evaluate(columns, row, new PositionState(position.EntryPrice, bar - position.EntryBar));
        }
    }

    /// <summary>
    /// Where a bar ended. What its decision led to is found by two runs of which one has the signals up to the bar before
    /// it, the other those up to the bar itself, and none of them later ones: the difference is this decision's.
    /// </summary>
    private (string Step, string? Reason) StepOf(int s, int bar)
    {
        var decisions = _input.Symbols[s].Decisions;
        if (!Funnel.RuleHolds(decisions, _input.Direction, bar))
        {
            return ("signal", null);
        }

        if ((decisions.Signals[bar] & Funnel.EntriesOf(_input.Direction)) == Signals.None)
        {
            return ("filters", null);
        }

        var (without, with) = (Until(s, bar, itself: false), Until(s, bar, itself: true));
        if (Funnel.EntryFills(with) > Funnel.EntryFills(without))
        {
            return ("entry", null);
        }

        foreach (var reason in Enum.GetValues<RefusalReason>())
        {
            if (with.Refusals[reason] > without.Refusals[reason])
            {
                return (Funnel.StepOf(reason), Words.Of(reason));
            }
        }

        return ("position", null);
    }

    /// <summary>The run with the signals up to the close of a bar of one symbol, with those of that bar itself or without.</summary>
    private BacktestOutcome Until(int s, int bar, bool itself)
    {
        var last = _input.Symbols[s].Candles.OpenTimeMs[bar];
        return Backtest.Run(_input with
        {
            Symbols = [.. _input.Symbols.Select((x, i) =>
            {
                var signals = x.Decisions.Signals.ToArray();
                signals.AsSpan(x.Candles.LowerBound(i == s && !itself ? last : last + 1)).Clear();
                return x with { Decisions = x.Decisions with { Signals = signals } };
            })],
        });
    }
}
