using System.Text.Json.Nodes;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Recommendations.Calibration;

namespace Backtester.Core.Recommendations;

/// <summary>What a search that is stored already found; evidence beside the recommender's own comparison.</summary>
/// <param name="Id">Which one.</param>
/// <param name="EndMs">End of its candles, exclusive, Unix ms.</param>
/// <param name="MadeAtMs">When it ended, Unix ms.</param>
/// <param name="Trials">Sets it tried.</param>
/// <param name="DeflatedSharpe">Its deflated Sharpe ratio; NaN where unknown.</param>
/// <param name="Pbo">Its probability of overfitting; NaN where unknown.</param>
public sealed record KnownSearch(long Id, long EndMs, long MadeAtMs, long Trials, double DeflatedSharpe, double Pbo);

/// <summary>What recommendations are made from, beside the candles.</summary>
public sealed record RecommendationRequest
{
    /// <summary>The settings in use: the document of a run (docs/api.md) without start_date and end_date.</summary>
    public required JsonObject Spec { get; init; }

    /// <summary>The moment, Unix ms: no candle that ends later is read.</summary>
    public required long MadeAtMs { get; init; }

    /// <summary>How.</summary>
    public RecommenderSettings Settings { get; init; } = new();

    /// <summary>Values of the parameters to compare; empty for those around the strategy's defaults.</summary>
    public IReadOnlyList<ParameterAxis> Ranges { get; init; } = [];

    /// <summary>Sets and runs tried earlier on the strategy and the candles, by hand or by searches.</summary>
    public long EarlierTrials { get; init; }

    /// <summary>Stored searches of the strategy.</summary>
    public IReadOnlyList<KnownSearch> Searches { get; init; } = [];

    /// <summary>Walk-forward efficiency of the strategy's stored walk-forwards, a fraction; NaN where there is none.</summary>
    public double WalkForwardEfficiency { get; init; } = double.NaN;

    /// <summary>Forecasts that candles have judged; those judged after <see cref="MadeAtMs"/> are left out.</summary>
    public IReadOnlyList<JudgedForecast> Record { get; init; } = [];
}
