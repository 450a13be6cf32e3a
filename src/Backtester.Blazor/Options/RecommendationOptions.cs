using Backtester.Core.Recommendations;

namespace Backtester.Blazor.Options;

/// <summary>How recommendations on active strategies are made, and how often `serve` looks for them.</summary>
public sealed record RecommendationOptions
{
    /// <summary>True where `serve` looks for recommendations by itself; judging and watching go on either way.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Names of the active strategies that are looked at on schedule; empty for all.</summary>
    public IReadOnlyList<string> Strategies { get; init; } = [];

    /// <summary>The metric that is to improve.</summary>
    public string Metric { get; init; } = "roi";

    /// <summary>Days that a forecast is about.</summary>
    public int HorizonDays { get; init; } = 30;

    /// <summary>Days of candles under which nothing is recommended.</summary>
    public int MinimumDays { get; init; } = 180;

    /// <summary>Trades of the settings in use under which nothing is recommended.</summary>
    public int MinimumTrades { get; init; } = 20;

    /// <summary>Hours between two looks.</summary>
    public int Hours { get; init; } = 24;

    /// <summary>As the recommender takes it.</summary>
    public RecommenderSettings ToSettings() => new() { Metric = Metric, HorizonDays = HorizonDays, MinimumDays = MinimumDays, MinimumTrades = MinimumTrades };

    /// <summary>Reads the section.</summary>
    internal static RecommendationOptions Read(SettingReader reader)
    {
        var defaults = new RecommendationOptions();
        return new RecommendationOptions
        {
            Enabled = reader.Flag("Recommendations:Enabled", defaults.Enabled),
            Strategies = reader.List("Recommendations:Strategies"),
            Metric = reader.Word("Recommendations:Metric", defaults.Metric, HorizonMetric.Names),
            HorizonDays = (int)reader.Whole("Recommendations:HorizonDays", defaults.HorizonDays, 1, 366),
            MinimumDays = (int)reader.Whole("Recommendations:MinimumDays", defaults.MinimumDays, 30, 3650),
            MinimumTrades = (int)reader.Whole("Recommendations:MinimumTrades", defaults.MinimumTrades, 1, 100_000),
            Hours = (int)reader.Whole("Recommendations:Hours", defaults.Hours, 1, 8784),
        };
    }
}
