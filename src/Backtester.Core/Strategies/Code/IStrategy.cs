namespace Backtester.Core.Strategies.Code;

/// <summary>
/// A strategy in C#, for what rules cannot express. It is asked once at the close of every bar, in order, and may keep
/// what it wants in fields: each run has an object of its own. All that it sees is the window, which ends at that bar.
/// </summary>
public interface IStrategy
{
    /// <summary>Id, version, description and parameters, declared as those of a definition are.</summary>
    StrategyInfo Info { get; }

    /// <summary>Formulas of the strategy language by name, computed for it: the window has their values.</summary>
    IReadOnlyDictionary<string, string> Lines => NoLines;

    /// <summary>True where its decisions have stops or targets.</summary>
    bool UsesStops => false;

    /// <summary>Decides at the close of a bar.</summary>
    /// <param name="bar">That bar and all before it.</param>
    BarDecision Decide(in BarWindow bar);

    private static readonly Dictionary<string, string> NoLines = [];
}

/// <summary>What a strategy decides at a close.</summary>
/// <param name="Signals">What to open or to close; a <see cref="Strategies.Signals"/> alone will do.</param>
/// <param name="StopLoss">Distance of the stop in price, read with an entry where <see cref="IStrategy.UsesStops"/>; 0 for none.</param>
/// <param name="TakeProfit">Distance of the target in price, read with an entry where <see cref="IStrategy.UsesStops"/>; 0 for none.</param>
public readonly record struct BarDecision(Signals Signals, double StopLoss = 0, double TakeProfit = 0)
{
    /// <summary>Nothing.</summary>
    public static BarDecision None => default;

    /// <summary>A decision without stop and target.</summary>
    public static implicit operator BarDecision(Signals signals) => new(signals);

    /// <summary>A decision without stop and target.</summary>
    public static BarDecision FromSignals(Signals signals) => new(signals);
}
