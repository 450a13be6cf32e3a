using System.Linq.Expressions;
using Backtester.Persistence.Paging;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Recommendations;

/// <summary>Turns a <see cref="RecommendationQuery"/> into SQL.</summary>
internal static class RecommendationList
{
    /// <summary>A row without its largest texts, evidence and outcome, which lists never read.</summary>
    public static readonly Expression<Func<StrategyRecommendation, StrategyRecommendation>> Light = r => new StrategyRecommendation
    {
        Id = r.Id,
        Type = r.Type,
        Status = r.Status,
        Replayed = r.Replayed,
        StrategyId = r.StrategyId,
        StrategyVersion = r.StrategyVersion,
        CurrentSpec = r.CurrentSpec,
        RecommendedSpec = r.RecommendedSpec,
        ComparedSpec = r.ComparedSpec,
        CurrentParamsJson = r.CurrentParamsJson,
        RecommendedParamsJson = r.RecommendedParamsJson,
        Metric = r.Metric,
        ExpectedWinRate = r.ExpectedWinRate,
        ExpectedRoi = r.ExpectedRoi,
        Expected = r.Expected,
        ExpectedLow = r.ExpectedLow,
        ExpectedHigh = r.ExpectedHigh,
        RawLow = r.RawLow,
        RawHigh = r.RawHigh,
        RawProbability = r.RawProbability,
        Probability = r.Probability,
        ConfidenceScore = r.ConfidenceScore,
        HorizonDays = r.HorizonDays,
        ReasonsJson = r.ReasonsJson,
        DisprovedByJson = r.DisprovedByJson,
        InputHash = r.InputHash,
        MadeAtMs = r.MadeAtMs,
        JudgedFromMs = r.JudgedFromMs,
        JudgedUntilMs = r.JudgedUntilMs,
        JudgedAtMs = r.JudgedAtMs,
        Realised = r.Realised,
        Improved = r.Improved,
        InsideInterval = r.InsideInterval,
        Brier = r.Brier,
        LogScore = r.LogScore,
        DecidedAtMs = r.DecidedAtMs,
        RejectReason = r.RejectReason,
        SnoozedUntilMs = r.SnoozedUntilMs,
        AppliedAs = r.AppliedAs,
        CreatedMs = r.CreatedMs,
    };

    public static async Task<Page<StrategyRecommendation>> ReadAsync(BacktesterDb db, RecommendationQuery query, CancellationToken cancellation)
    {
        var limit = PageLimit.Check(query.Limit);
        var sort = query.ByConfidence ? "confidence" : "made";
        var after = Cursor.Parse(query.Cursor, sort, isNumber: query.ByConfidence);
        var matching = Matching(db.Recommendations, query);
        var total = await matching.LongCountAsync(cancellation);
        var ordered = query.ByConfidence
            ? Keyset.ByNumber(matching, r => r.ConfidenceScore, r => r.Id, descending: true, after)
            : Keyset.ById(matching, r => r.Id, descending: true, after);
        var rows = await ordered.Take(limit + 1).Select(Light).ToListAsync(cancellation);
        if (rows.Count <= limit)
        {
            return new Page<StrategyRecommendation>(rows, NextCursor: null, total);
        }

        rows.RemoveAt(limit);
        var last = rows[^1];
        var value = query.ByConfidence && last.ConfidenceScore is { } score ? Cursor.FromNumber(score) : null;
        return new Page<StrategyRecommendation>(rows, new Cursor(sort, last.Id, value).ToString(), total);
    }

    private static IQueryable<StrategyRecommendation> Matching(IQueryable<StrategyRecommendation> rows, RecommendationQuery query)
    {
        if (query.Statuses.Count > 0)
        {
            var statuses = query.Statuses.ToArray();
            rows = rows.Where(r => statuses.Contains(r.Status));
        }

        if (query.StrategyId is { } strategy)
        {
            rows = rows.Where(r => r.StrategyId == strategy);
        }

        if (query.Replayed is { } replayed)
        {
            rows = rows.Where(r => r.Replayed == replayed);
        }

        return query.Judged is { } judged ? rows.Where(r => r.JudgedAtMs != null == judged) : rows;
    }
}
