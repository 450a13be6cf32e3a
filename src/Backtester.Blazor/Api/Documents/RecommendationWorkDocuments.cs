using Backtester.Blazor.Recommendations;

namespace Backtester.Blazor.Api.Documents;

/// <summary>What looks at active strategies gave.</summary>
public sealed record GeneratedDocument(IReadOnlyList<GeneratedLookDocument> Looks)
{
    /// <summary>From the report.</summary>
    internal static GeneratedDocument From(GeneratedReport report) => new([.. report.Looks.Select(l => new GeneratedLookDocument(
        l.Strategy.Row.Name, [.. l.Recommendations.Select(r => RecommendationDocument.From(r, l.Strategy.Row.Name))], l.Missing, l.Declined))]);
}

/// <summary>What a look at one gave: what is PENDING on it now; missing says what data is not there yet, declined what was found and not said again.</summary>
public sealed record GeneratedLookDocument(string Strategy, IReadOnlyList<RecommendationDocument> Recommendations, IReadOnlyList<string> Missing, IReadOnlyList<string> Declined);

/// <summary>What a replay gave, for each strategy its forecasts' scores.</summary>
public sealed record ReplayedDocument(IReadOnlyList<ReplayedStrategyDocument> Strategies, IReadOnlyList<string> Failed)
{
    /// <summary>From the report.</summary>
    internal static ReplayedDocument From(ReplayedReport report) =>
        new([.. report.Strategies.Select(s => new ReplayedStrategyDocument(s.Strategy.Row.Name, s.Count, ForecastRecordDocument.From(s.Record)))], report.Failed);
}

/// <summary>The replayed record of one strategy.</summary>
public sealed record ReplayedStrategyDocument(string Strategy, int Recommendations, ForecastRecordDocument Record);

/// <summary>What a follow-up did: numbers of recommendations judged now and of those that wait for candles, and what the watches say.</summary>
public sealed record FollowUpDocument(int Applied, int Expired, IReadOnlyList<long> Judged, IReadOnlyList<long> Waiting, IReadOnlyList<WatchedDocument> Watched, IReadOnlyList<string> Failed)
{
    /// <summary>From the report.</summary>
    internal static FollowUpDocument From(FollowUpReport report) => new(
        report.Applied, report.Expired, report.Judged, report.Waiting, [.. report.Watched.Select(w => new WatchedDocument(w.Strategy.Row.Name, WatchDocument.From(w.Watch)))], report.Failed);
}

/// <summary>What the watch of an active strategy says.</summary>
public sealed record WatchedDocument(string Strategy, WatchDocument Watch);
