using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Tests.Databases;

namespace Backtester.Persistence.Tests.Recommendations;

/// <summary>An active strategy and advice on it, for tests.</summary>
internal static class AdvisedDatabase
{
    public const long Day = 86_400_000;

    public const string Current = "{\"fast\":10}";

    public const string Better = "{\"fast\":20}";

    public static async Task<long> FollowAsync(this TestDatabase database) => (await database.Followed.FollowAsync("mine", Current, "spec")).Strategy!.Row.Id;

    /// <summary>One recommendation of a new look.</summary>
    public static async Task<StrategyRecommendation> AdviseAsync(this TestDatabase database, long strategy, string type = "parameters", string? recommended = Better) =>
        Assert.Single(await database.Recommendations.AddAsync(strategy, [Advice(database, type, recommended)]));

    public static StrategyRecommendation Advice(TestDatabase database, string type = "parameters", string? recommended = Better, string hash = "beef") => new()
    {
        Type = type,
        StrategyVersion = 1,
        CurrentSpec = Current,
        RecommendedSpec = recommended,
        ComparedSpec = Current,
        CurrentParamsJson = "{\"strategy_params.fast\":10}",
        RecommendedParamsJson = "{\"strategy_params.fast\":20}",
        Metric = "roi",
        Expected = 1.0 / 3,
        ExpectedLow = -1,
        ExpectedHigh = 2,
        RawProbability = 0.8,
        Probability = 0.7,
        ConfidenceScore = 0.6,
        HorizonDays = 30,
        EvidenceJson = "{\"trials\":64}",
        ReasonsJson = "[\"a plateau – not a peak\"]",
        InputHash = hash,
        MadeAtMs = database.Clock.NowMs,
        JudgedFromMs = database.Clock.NowMs + 1,
        JudgedUntilMs = database.Clock.NowMs + 1 + (30 * Day),
    };

    public static RecommendationOutcomeRow Outcome { get; } = new(Realised: 0.5, Improved: true, InsideInterval: true, Brier: 0.09, LogScore: double.NaN, "{\"days\":30}", "improved by 0.5");

    public static async Task<string[]> TrailAsync(this TestDatabase database, long id) =>
        [.. (await database.Recommendations.EventsAsync(id)).Select(e => $"{e.Action} {e.FromStatus}>{e.ToStatus}")];
}
