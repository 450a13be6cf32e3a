using System.Globalization;
using Backtester.Core.Analysis.Paths;

namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>One split: the set that was best in training, and what it did in the test groups.</summary>
/// <param name="TestGroups">The tested groups, from 0.</param>
/// <param name="TrainingDays">Days that it was chosen on.</param>
/// <param name="Chosen">The set; null where none has a Sharpe ratio in training, and the test groups are spent in cash.</param>
/// <param name="InSample">Its annual Sharpe ratio in training.</param>
/// <param name="OutOfSample">Its annual Sharpe ratio over the test groups.</param>
public sealed record SplitResult(IReadOnlyList<int> TestGroups, int TrainingDays, Trial? Chosen, double InSample, double OutOfSample);

/// <summary>One way through all groups, made of tests alone.</summary>
/// <param name="Sharpe">Annual Sharpe ratio over all days; NaN where returns do not vary.</param>
/// <param name="TotalReturn">Growth over all days, a fraction.</param>
public sealed record TestPath(double Sharpe, double TotalReturn);

/// <summary>What a cross-validation gave.</summary>
public sealed record CrossValidationResult
{
    /// <summary>What was done.</summary>
    public required CrossValidationPlan Plan { get; init; }

    /// <summary>Sets tried.</summary>
    public required int Trials { get; init; }

    /// <summary>Those that had enough trades and were compared.</summary>
    public required int Compared { get; init; }

    /// <summary>The best set over all days, whose Sharpe ratio a plain search would show; null where none has one.</summary>
    public required Trial? Best { get; init; }

    /// <summary>The splits in lexicographic order.</summary>
    public required IReadOnlyList<SplitResult> Splits { get; init; }

    /// <summary>The paths.</summary>
    public required IReadOnlyList<TestPath> Paths { get; init; }

    /// <summary>Out-of-sample Sharpe ratios over the paths, beside that of <see cref="Best"/> over the same days.</summary>
    public PathDistribution Sharpe => PathDistribution.Of("sharpe_ratio", Best?.Score ?? double.NaN, Paths.Select(p => p.Sharpe).ToArray());

    /// <summary>Share of the paths whose Sharpe ratio is below 0; NaN where none is known.</summary>
    public double ShareBelowZero => Paths.Count(p => !double.IsNaN(p.Sharpe)) is > 0 and var known ? Paths.Count(p => p.Sharpe < 0) / (double)known : double.NaN;

    /// <summary>Mean Sharpe ratio in training over the splits.</summary>
    public double InSample => Mean(s => s.InSample);

    /// <summary>Mean Sharpe ratio over the test groups of the splits.</summary>
    public double OutOfSample => Mean(s => s.OutOfSample);

    /// <summary>In training less in the test: what is lost where a set was not chosen.</summary>
    public double Degradation => InSample - OutOfSample;

    /// <summary>The answer in plain words.</summary>
    public string Sentence
    {
        get
        {
            if (double.IsNaN(ShareBelowZero))
            {
                return "No set has enough trades and days to be compared.";
            }

            var below = Paths.Count(p => p.Sharpe < 0);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Over {Paths.Count} paths of days on which they were not chosen the best sets had a Sharpe ratio of {Sharpe.Median:0.00} in the median ({Sharpe.Low:0.00} to {Sharpe.High:0.00} in 90 %), {InSample:0.00} where they were chosen; {below} of {Paths.Count} paths {(below == 1 ? "is" : "are")} below 0.");
        }
    }

    private double Mean(Func<SplitResult, double> of) => Splits.Select(of).Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average();
}
