using Backtester.Core.Recommendations.Evidence;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>What a comparison came to: its best alternative, and whether that is to be advised.</summary>
internal sealed record FamilyVerdict
{
    /// <summary>What was compared.</summary>
    public required ComparedFamily Family { get; init; }

    /// <summary>Index of the best alternative.</summary>
    public required int Best { get; init; }

    /// <summary>What is believed of all of them.</summary>
    public required EdgePosterior Belief { get; init; }

    /// <summary>The forecast of the best one, before the record corrects it.</summary>
    public required HorizonForecast Raw { get; init; }

    /// <summary>Probability that its true mean is higher than that of the settings in use.</summary>
    public required double Confidence { get; init; }

    /// <summary>Probability that alternatives without any edge do as well, given all tries; NaN where it was not asked, because the belief alone is too weak.</summary>
    public required double Luck { get; init; }

    /// <summary>Probability, corrected by the record, that it does better over the horizon.</summary>
    public required double Probability { get; init; }

    /// <summary>Lower end of the 90 % interval, corrected by the record.</summary>
    public required double Low { get; init; }

    /// <summary>Its upper end.</summary>
    public required double High { get; init; }

    /// <summary>True where the change is advised.</summary>
    public required bool IsAdvised { get; init; }

    /// <summary>The best alternative.</summary>
    public Candidate Candidate => Family.Candidates[Best];
}
