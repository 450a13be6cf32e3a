using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Drawing;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Strategies;

/// <summary>A definition in the strategy language, of the catalogue, a file or a spec.</summary>
public sealed class DefinedStrategy : CatalogStrategy
{
    /// <summary>Takes a checked definition.</summary>
    public DefinedStrategy(StrategyDefinition definition)
    {
        Definition = definition;
        Info = new StrategyInfo(
            definition.Id,
            definition.Version,
            definition.Title.Length > 0 ? definition.Title : definition.Id,
            definition.Description,
            definition.Category,
            definition.Parameters,
            definition.Constraint?.Text);
    }

    /// <summary>Its rules.</summary>
    public StrategyDefinition Definition { get; }

    /// <inheritdoc/>
    public override StrategyInfo Info { get; }

    /// <inheritdoc/>
    public override string Hash => Definition.ContentHash;

    /// <inheritdoc/>
    public override IReadOnlyList<Diagnostic> Check(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe)
    {
        try
        {
            _ = Compile(parameters, timeframe);
            return [];
        }
        catch (FormulaException e)
        {
            return e.Problems;
        }
    }

    /// <inheritdoc/>
    public override SizingAdvice? Sizing(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe)
    {
        if (Definition.Sizing is not { } hint)
        {
            return null;
        }

        var compiled = Compile(parameters, timeframe);
        return new SizingAdvice(hint.Model, compiled.SizingIsPercent ? compiled.SizingValue * 100 : compiled.SizingValue);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<SymbolInput> OtherSymbols(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        Compile(parameters, timeframe).Program.Inputs.Symbols;

    /// <inheritdoc/>
    public override ProgramWarmUp WarmUp(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        Compile(parameters, timeframe).WarmUp(timeframe);

    /// <inheritdoc/>
    public override Decisions Decide(CandleSeries candles, IReadOnlyDictionary<string, double> parameters, IOtherCandles? others = null)
    {
        var compiled = Compile(parameters, candles.Key.Timeframe);
        return DecisionReading.Of(compiled, compiled.Program.Run(candles, others), candles.Key.Timeframe);
    }

    /// <inheritdoc/>
    public override ITracedStrategy Traced(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        new TracedDefinition(Definition, parameters, timeframe);

    /// <inheritdoc/>
    public override LineProgram Lines(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        LineCollector.Of(StrategyCompiler.Compile(Definition, parameters, new CompileOptions(timeframe, WithLines: true, WithParts: true)));

    private CompiledStrategy Compile(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        StrategyCompiler.Compile(Definition, parameters, new CompileOptions(timeframe, WithLines: true));
}
