namespace Backtester.Core.Recommendations;

/// <summary>How recommendations are made. All of it is part of what a recommendation is hashed from.</summary>
public sealed record RecommenderSettings
{
    /// <summary>The metric that is to improve: one of <see cref="HorizonMetric.Names"/>.</summary>
    public string Metric { get; init; } = "roi";

    /// <summary>Whole days that a forecast is about, above 0.</summary>
    public int HorizonDays { get; init; } = 30;

    /// <summary>Days of candles before the forecast that it is made from, at most.</summary>
    public int EvidenceDays { get; init; } = 1095;

    /// <summary>Days under which nothing is recommended.</summary>
    public int MinimumDays { get; init; } = 180;

    /// <summary>Trades of the settings in use, within the evidence, under which nothing is recommended.</summary>
    public int MinimumTrades { get; init; } = 20;

    /// <summary>Days after which a day counts half: an edge that has drifted away is not one.</summary>
    public double HalfLifeDays { get; init; } = 730;

    /// <summary>Sets of parameters that are compared at most.</summary>
    public int MostSets { get; init; } = 256;

    /// <summary>The chance of advising a change on a market without any edge, over all that was compared: the level of the test.</summary>
    public double FalseAlarms { get; init; } = 0.05;

    /// <summary>Least probability that the true mean return is higher, with which a change is advised.</summary>
    public double LeastConfidence { get; init; } = 0.9;

    /// <summary>Days since the last search after which a new one is advised.</summary>
    public int ReoptimizeAfterDays { get; init; } = 180;

    /// <summary>Types that are made; those without a comparison are made whenever they are due.</summary>
    public IReadOnlyList<RecommendationType> Types { get; init; } = Enum.GetValues<RecommendationType>();

    /// <summary>Drawn futures a forecast.</summary>
    public int Draws { get; init; } = 2000;

    /// <summary>Bootstrap paths of the test against luck.</summary>
    public int Paths { get; init; } = 1000;

    /// <summary>Seed of everything drawn.</summary>
    public long Seed { get; init; } = 42;
}
