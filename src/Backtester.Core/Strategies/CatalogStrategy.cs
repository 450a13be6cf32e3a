using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Drawing;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Strategies;

/// <summary>A sizing model and its number as a run spec writes them: 1 for one percent.</summary>
/// <param name="Model">The model.</param>
/// <param name="PositionSize">Its number; null for the model's default.</param>
public sealed record SizingAdvice(string Model, double? PositionSize);

/// <summary>A strategy that can run: a definition in the strategy language, or a C# class.</summary>
public abstract class CatalogStrategy
{
    /// <summary>Id, parameters, description.</summary>
    public abstract StrategyInfo Info { get; }

    /// <summary>What its rules hash to: part of each run's fingerprint.</summary>
    public abstract string Hash { get; }

    /// <summary>What is wrong with parameter values beyond their bounds: the constraint, lengths that a formula cannot have.</summary>
    public abstract IReadOnlyList<Diagnostic> Check(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe);

    /// <summary>How its author would size positions; null where it is not said.</summary>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public virtual SizingAdvice? Sizing(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe) => null;

    /// <summary>Other instruments that it reads.</summary>
    public abstract IReadOnlyList<SymbolInput> OtherSymbols(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe);

    /// <summary>Candles that its rules need before their values stand; for a C# class those of its lines.</summary>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public abstract ProgramWarmUp WarmUp(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe);

    /// <summary>Decides on every bar of a series, each time from that bar and earlier ones alone.</summary>
    /// <param name="candles">The candles.</param>
    /// <param name="parameters">A value for each parameter of <see cref="StrategyInfo.Parameters"/>, within its bounds.</param>
    /// <param name="others">Candles of the instruments of <see cref="OtherSymbols"/>; null where there are none.</param>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public abstract Decisions Decide(CandleSeries candles, IReadOnlyDictionary<string, double> parameters, IOtherCandles? others = null);

    /// <summary>The strategy with its parts in sight, for a proof.</summary>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public abstract ITracedStrategy Traced(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe);

    /// <summary>The indicators that its decisions are made of, for a chart.</summary>
    /// <exception cref="FormulaException">The parameters break the constraint or a bound.</exception>
    public abstract LineProgram Lines(IReadOnlyDictionary<string, double> parameters, Timeframe timeframe);

    /// <summary>The default of every parameter, by name.</summary>
    public IReadOnlyDictionary<string, double> Defaults => Info.Parameters.ToDictionary(p => p.Name, p => p.Default, StringComparer.Ordinal);
}
