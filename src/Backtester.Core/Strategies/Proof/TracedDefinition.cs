using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Proof;

/// <summary>A definition with every part of its formulas in sight.</summary>
public sealed class TracedDefinition : ITracedStrategy
{
    private readonly CompiledStrategy _strategy;
    private readonly bool[] _forgets;

    /// <summary>Compiles a definition.</summary>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound, or a block does not fit the timeframe.</exception>
    public TracedDefinition(StrategyDefinition definition, IReadOnlyDictionary<string, double>? parameters, Timeframe timeframe)
    {
        _strategy = StrategyCompiler.Compile(definition, parameters, new CompileOptions(timeframe, WithLines: true, WithParts: true));
        _forgets = [.. Enumerable.Range(0, _strategy.Program.Outputs.Count).Select(o => _strategy.Program.WarmUp(timeframe, [o]).Settles)];
    }

    /// <inheritdoc/>
    public string Name => _strategy.Definition.Id;

    internal ColumnProgram Program => _strategy.Program;

    /// <inheritdoc/>
    public ProgramWarmUp? WarmUp(Timeframe timeframe) => _strategy.WarmUp(timeframe);

    /// <inheritdoc/>
    public DecisionTrace Trace(CandleSeries candles, IOtherCandles? others)
    {
        ArgumentNullException.ThrowIfNull(candles);
        var columns = _strategy.Program.Run(candles, others);
        var decisions = new List<TraceColumn>();
        Add("long_signal", _strategy.LongSignal);
        Add("short_signal", _strategy.ShortSignal);
        AddExit("long_exit", _strategy.LongExit);
        AddExit("short_exit", _strategy.ShortExit);
        Add("long_confidence", _strategy.LongConfidence);
        Add("short_confidence", _strategy.ShortConfidence);
        AddPrice(_strategy.EntryOrder?.Price);
        AddPrice(_strategy.EntryOrder?.Limit);
        AddDistance("stop_loss", _strategy.StopLoss);
        AddDistance("take_profit", _strategy.TakeProfit);
        AddDistance("trailing_stop", _strategy.TrailingStop);
        AddDistance("break_even", _strategy.BreakEven);
        foreach (var trim in _strategy.Trims)
        {
            AddDistance("trim", trim.At);
        }

        var parts = _strategy.Parts.Where(p => p.Value.Rule is null)
            .Select(p => Column(p.Path, p.Expression, p.Value.Output))
            .ToList();
        return new DecisionTrace(decisions, parts);

        TraceColumn Column(string field, string expression, int output) => new(
            field,
            expression,
            [.. Enumerable.Range(0, candles.Count).Select(bar => columns.Value(output, bar))],
            _strategy.Program.Outputs[output].Kind == ValueKind.Boolean,
            _forgets[output]);

        void Add(string field, int output)
        {
            if (output >= 0)
            {
                decisions.Add(Column(field, field, output));
            }
        }

        void AddExit(string field, CompiledExit? exit)
        {
            if (exit?.Rule is { } rule)
            {
                // As if a position had been opened ten bars before.
                decisions.Add(new TraceColumn(field, field, [.. Enumerable.Range(0, candles.Count).Select(Value)], IsBoolean: true));

                double Value(int bar) => rule.Evaluate(columns, bar, new PositionState(candles.Open[Math.Max(0, bar - 10)], Math.Min(bar, 10)));
            }
            else
            {
                Add(field, exit?.Output ?? -1);
            }
        }

        void AddPrice(CompiledPrice? price)
        {
            Add("entry_order", price?.LongOutput ?? -1);
            Add("entry_order", price?.ShortOutput ?? -1);
        }

        void AddDistance(string field, CompiledDistance? distance)
        {
            Add(field, distance?.LongOutput ?? -1);
            Add(field, distance is { } d && d.ShortOutput != d.LongOutput ? d.ShortOutput : -1);
        }
    }
}
