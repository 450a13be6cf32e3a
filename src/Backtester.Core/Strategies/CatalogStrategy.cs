using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies;

/// <summary>A sizing model and its number as a run spec writes them: 1 for one percent.</summary>
/// <param name="Model">The model.</param>
/// <param name="PositionSize">Its number; null for the model's default.</param>
public sealed record SizingAdvice(string Model, double? PositionSize);

/// <summary>A strategy that can run: a definition in the strategy language, of the catalogue or from a spec.</summary>
public sealed class CatalogStrategy
{
    /// <summary>Takes a checked definition.</summary>
    public CatalogStrategy(StrategyDefinition definition)
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

    /// <summary>Id, parameters, description.</summary>
    public StrategyInfo Info { get; }

    /// <summary>What its rules hash to: part of each run's fingerprint.</summary>
    public string Hash => Definition.ContentHash;

    /// <summary>What is wrong with parameter values beyond their bounds: the constraint, lengths that a formula cannot have.</summary>
    public IReadOnlyList<Diagnostic> Check(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe)
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

    /// <summary>How its author would size positions; null where it is not said.</summary>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public SizingAdvice? Sizing(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe)
    {
        if (Definition.Sizing is not { } hint)
        {
            return null;
        }

        var compiled = Compile(parameters, timeframe);
        return new SizingAdvice(hint.Model, compiled.SizingIsPercent ? compiled.SizingValue * 100 : compiled.SizingValue);
    }

    /// <summary>Other instruments that it reads.</summary>
    public IReadOnlyList<SymbolInput> OtherSymbols(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        Compile(parameters, timeframe).Program.Inputs.Symbols;

    /// <summary>Decides on every bar of a series, each time from that bar and earlier ones alone.</summary>
    /// <param name="candles">The candles.</param>
    /// <param name="parameters">A value for each parameter of <see cref="StrategyInfo.Parameters"/>, within its bounds.</param>
    /// <param name="others">Candles of the instruments of <see cref="OtherSymbols"/>; null where there are none.</param>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public Decisions Decide(CandleSeries candles, IReadOnlyDictionary<string, double> parameters, IOtherCandles? others = null)
    {
        var compiled = Compile(parameters, candles.Key.Timeframe);
        return DecisionReading.Of(compiled, compiled.Program.Run(candles, others), candles.Key.Timeframe);
    }

    private CompiledStrategy Compile(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) =>
        StrategyCompiler.Compile(Definition, parameters, new CompileOptions(timeframe, WithLines: true));
}
