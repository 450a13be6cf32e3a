namespace Backtester.Core.Recommendations;

/// <summary>What a recommendation asks for.</summary>
public enum RecommendationType
{
    /// <summary>Go on with the settings in use: nothing that was looked at is shown to do better.</summary>
    LeaveAsItIs,

    /// <summary>Other parameters of the strategy.</summary>
    Parameters,

    /// <summary>Another length of a bar.</summary>
    Timeframe,

    /// <summary>Another choice of symbols.</summary>
    Symbols,

    /// <summary>Other limits of risk.</summary>
    Risk,

    /// <summary>Stop trading the strategy: cash does better.</summary>
    Retire,

    /// <summary>Search the parameters anew.</summary>
    Reoptimize,

    /// <summary>Fetch or repair candles.</summary>
    RepairData,
}

/// <summary>The words of documents for <see cref="RecommendationType"/>.</summary>
public static class RecommendationTypes
{
    private static readonly (RecommendationType Type, string Word)[] Known =
    [
        (RecommendationType.LeaveAsItIs, "leave_as_is"),
        (RecommendationType.Parameters, "parameters"),
        (RecommendationType.Timeframe, "timeframe"),
        (RecommendationType.Symbols, "symbols"),
        (RecommendationType.Risk, "risk"),
        (RecommendationType.Retire, "retire"),
        (RecommendationType.Reoptimize, "reoptimize"),
        (RecommendationType.RepairData, "repair_data"),
    ];

    /// <summary>All words, in the order of the types.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Known.Select(k => k.Word)];

    /// <summary>Word of a type.</summary>
    public static string WordOf(RecommendationType type) => Known.First(k => k.Type == type).Word;

    /// <summary>Type of a word; null where it is none.</summary>
    public static RecommendationType? TypeOf(string word) => Known.Where(k => k.Word == word).Select(k => (RecommendationType?)k.Type).FirstOrDefault();

    /// <summary>True where it states a probability that candles can judge: all but the two that ask for work to be done.</summary>
    public static bool IsForecast(RecommendationType type) => type is not (RecommendationType.Reoptimize or RecommendationType.RepairData);
}
