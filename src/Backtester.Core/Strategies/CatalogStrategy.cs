using Backtester.Core.Market;

namespace Backtester.Core.Strategies;

/// <summary>A strategy of the catalogue: what it is, and how it decides.</summary>
public abstract class CatalogStrategy
{
    /// <summary>Id, parameters, description.</summary>
    public abstract StrategyInfo Info { get; }

    /// <summary>What its rules hash to: part of each run's fingerprint.</summary>
    public abstract string Hash { get; }

    /// <summary>
    /// Decides on every bar of a series, each time from that bar and earlier ones alone.
    /// </summary>
    /// <param name="candles">The candles.</param>
    /// <param name="parameters">A value for each parameter of <see cref="StrategyInfo.Parameters"/>, within its bounds.</param>
    public abstract Decisions Decide(CandleSeries candles, IReadOnlyDictionary<string, double> parameters);
}
