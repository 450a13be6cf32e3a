using System.Globalization;
using Backtester.Core.Analysis.Paths;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>What a run or a search gives on candles without pattern, beside what it gave on the real ones.</summary>
public sealed record LuckResult
{
    /// <summary>How it was asked.</summary>
    public required LuckSettings Settings { get; init; }

    /// <summary>Sets of the search; 1 for a run.</summary>
    public required long Sets { get; init; }

    /// <summary>The objective's name.</summary>
    public required string Objective { get; init; }

    /// <summary>True where less of the objective is better.</summary>
    public required bool LowerIsBetter { get; init; }

    /// <summary>The objective on the real candles (of a search, that of its best set); NaN where unknown.</summary>
    public required double Observed { get; init; }

    /// <summary>The same on the real candles in their own order, their drift taken out.</summary>
    public required double WithoutDrift { get; init; }

    /// <summary>The objective in each history, in their order; NaN where a history has none.</summary>
    public required double[] Values { get; init; }

    /// <summary>Growth of each symbol's close over the range, a fraction, which no history has.</summary>
    public required IReadOnlyDictionary<string, double> Drift { get; init; }

    /// <summary>What was not as in the run itself, in a sentence; null where nothing was.</summary>
    public string? Note { get; init; }

    /// <summary>(1 + histories at least as good as the run) / (1 + histories); NaN where the run has no value.</summary>
    public double PValue => PValueOf(Observed);

    /// <summary>The same for the run on candles without drift: what is more than the trend of the market.</summary>
    public double PValueWithoutDrift => PValueOf(WithoutDrift);

    /// <summary>The values' distribution; the run's own beside them.</summary>
    public PathDistribution Distribution => PathDistribution.Of(Objective, Observed, Values);

    /// <summary>The answer in plain words.</summary>
    public string Sentence
    {
        get
        {
            if (double.IsNaN(Observed))
            {
                return $"Whether this is luck is unknown: {Objective} has no value on the real candles.";
            }

            var subject = Sets == 1 ? "the run" : "the best set of the same search";
            var facts = string.Create(
                CultureInfo.InvariantCulture,
                $"In {AtLeastAsGood(Observed):N0} of {Settings.Paths:N0} histories without pattern or trend {subject} did as well as on the real candles ({Objective} {Observed:0.###}; median {Distribution.Median:0.###}), p = {PValue:0.0###}.");
            var verdict = PValue >= 0.05 ? " That cannot be told from luck."
                : double.IsNaN(PValueWithoutDrift) || PValueWithoutDrift >= 0.05 ? string.Create(CultureInfo.InvariantCulture, $" With the market's trend taken out p is {PValueWithoutDrift:0.0###}: much of it is the trend.")
                : Observed <= 0 && !LowerIsBetter ? " There is pattern in it, but not enough to earn anything."
                : " Luck is an unlikely explanation.";
            return facts + verdict;
        }
    }

    private double PValueOf(double observed) => double.IsNaN(observed) ? double.NaN : (1.0 + AtLeastAsGood(observed)) / (1 + Values.Length);

    private int AtLeastAsGood(double observed) => Values.Count(v => LowerIsBetter ? v <= observed : v >= observed);
}
