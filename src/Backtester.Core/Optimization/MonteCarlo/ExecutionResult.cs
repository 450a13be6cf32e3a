using System.Globalization;
using Backtester.Core.Analysis.Paths;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>A scenario and what the run became in it.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Runs">How often it was run: once where nothing is drawn.</param>
/// <param name="Metrics">Distributions of <see cref="ExecutionResult.Metrics"/> over the runs, in that order.</param>
/// <param name="LossShare">Share of the runs that ended with less than the capital.</param>
public sealed record ExecutionRow(ExecutionScenario Scenario, int Runs, IReadOnlyList<PathDistribution> Metrics, double LossShare)
{
    /// <summary>The distribution of a metric.</summary>
    public PathDistribution this[string metric] => Metrics.First(m => m.Name == metric);
}

/// <summary>The same run where orders fill worse than it assumes.</summary>
public sealed record ExecutionResult
{
    /// <summary>The metrics of the table.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["roi", "sharpe_ratio", "max_drawdown_percentage", "total_trades"];

    /// <summary>How it was asked.</summary>
    public required ExecutionSettings Settings { get; init; }

    /// <summary>The scenarios; the first is the run as it is.</summary>
    public required IReadOnlyList<ExecutionRow> Rows { get; init; }

    /// <summary>The answer in plain words.</summary>
    public string Sentence
    {
        get
        {
            var own = Rows[0]["roi"].Median;
            if (!(own > 0))
            {
                return string.Create(CultureInfo.InvariantCulture, $"The run made no money as it is ({own:0.0#} %): no execution is needed to spoil it.");
            }

            var spoilt = Rows.Skip(1).Where(r => r["roi"].Median <= 0).Select(r => r.Scenario.Name).ToList();
            var worst = Rows.Skip(1).MinBy(r => r["roi"].Median);
            return spoilt.Count > 0
                ? string.Create(CultureInfo.InvariantCulture, $"The run made {own:0.0#} %; half of the runs or more make nothing with {string.Join("; ", spoilt)}.")
                : worst is null
                    ? string.Create(CultureInfo.InvariantCulture, $"The run made {own:0.0#} %.")
                    : string.Create(CultureInfo.InvariantCulture, $"The run made {own:0.0#} %, and in the median still {worst["roi"].Median:0.0#} % in the worst of these scenarios ({worst.Scenario.Name}).");
        }
    }
}
