using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Across;

namespace Backtester.Core.Optimization;

/// <summary>One set of parameters and what it gave.</summary>
/// <param name="Number">From 0, in the order proposed.</param>
/// <param name="Point">Index into each axis of the space.</param>
/// <param name="Parameters">All parameters by name.</param>
public sealed record Trial(int Number, int[] Point, IReadOnlyDictionary<string, double> Parameters)
{
    /// <summary>The metrics that a table of trials shows; null where the set was refused or failed.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Value of the objective, the higher the better; NaN where it is unknown or there were too few trades.</summary>
    public double Score { get; init; } = double.NaN;

    /// <summary>Why there are no metrics or no score, in a sentence; null where there are both.</summary>
    public string? Note { get; init; }

    /// <summary>True where the set was simulated.</summary>
    public bool IsMeasured => Metrics is not null;

    /// <summary>Values of the search's several objectives, each turned so that higher is better; null where it has one alone, or the set was refused.</summary>
    public double[]? Objectives { get; init; }

    /// <summary>What the set gave on each of several markets, of which metrics and score are made; null where the search has one.</summary>
    public IReadOnlyList<MarketTrial>? Markets { get; init; }

    /// <summary>Annual Sharpe ratio of equal parts in the accounts of several markets; NaN where the search has one.</summary>
    public double JointSharpe { get; init; } = double.NaN;

    /// <summary>How the set was simulated; says nothing of one that was not.</summary>
    public WalkedBy Walked { get; init; } = new(WalkedBy.Masks);

    /// <summary>Annual Sharpe ratio of <see cref="DailyReturns"/>, also where these are not kept; for measured sets.</summary>
    public double Sharpe => double.IsNaN(JointSharpe) ? Metrics!["sharpe_ratio"] : JointSharpe;

    /// <summary>Daily returns, kept while the search runs, for the statistics over all trials; null afterwards.</summary>
    public double[]? DailyReturns { get; init; }

    /// <summary>The metrics of a table of trials: those that every set has, whichever way it was simulated.</summary>
    public static IReadOnlyList<string> MetricNames => Names;

    private static readonly string[] Names =
    [
        "final_equity", "total_profit_loss", "roi", "sharpe_ratio", "sortino_ratio", "calmar_ratio", "max_drawdown_percentage", "total_trades",
        "win_rate", "profit_factor", "expectancy", "exposure", "stability", "composite_score",
    ];

    /// <summary>Keeps the metrics of a table.</summary>
    public static IReadOnlyDictionary<string, double> Table(MetricSet metrics) =>
        new NamedNumbers(Names, Array.ConvertAll(Names, name => metrics[name]));
}
