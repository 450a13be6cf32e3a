using System.Globalization;

namespace Backtester.Core.Analysis.Paths;

/// <summary>What else the same days or trades could have made of an account.</summary>
public sealed record PathRiskResult
{
    /// <summary>How the paths were drawn.</summary>
    public required PathSettings Settings { get; init; }

    /// <summary>What moved the account.</summary>
    public required AccountSteps Steps { get; init; }

    /// <summary>Mean length of a block; NaN where steps were only put in another order.</summary>
    public required double MeanBlock { get; init; }

    /// <summary>The numbers that the scheme moves (<see cref="PathStatistics.MovedBy"/>).</summary>
    public required IReadOnlyList<PathDistribution> Distributions { get; init; }

    /// <summary>Share of the paths on which equity fell below <see cref="PathSettings.RuinAt"/> of the capital.</summary>
    public required double RuinProbability { get; init; }

    /// <summary>The equity of all paths as it goes on, at most <see cref="PathRisk.MostSlices"/> slices.</summary>
    public required IReadOnlyList<FanSlice> Fan { get; init; }

    /// <summary>Deepest drawdown of every path, percent, in rising order.</summary>
    public required double[] Drawdowns { get; init; }

    /// <summary>The distribution of a number; null where the scheme does not move it.</summary>
    public PathDistribution? Find(string name) => Distributions.FirstOrDefault(d => d.Name == name);

    /// <summary>The answer in plain words.</summary>
    public string Sentence
    {
        get
        {
            var drawdown = Find("max_drawdown_percentage")!;
            var histories = Settings.Scheme == PathScheme.Shuffle ? "reshuffled" : "resampled";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"In 5 % of {Settings.Paths:N0} {histories} histories the account fell by more than {drawdown.High:0.0} % from a peak, in half of them by more than {drawdown.Median:0.0} %; this run fell by {drawdown.Realised:0.0} %. {RuinProbability * 100:0.0#} % of the histories lost more than {(1 - Settings.RuinAt) * 100:0.##} % of the capital at some time.");
        }
    }
}
