using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;

namespace Backtester.Core.Recommendations;

/// <summary>Writes recommendations that state a forecast.</summary>
internal sealed class ForecastWriter(RecommendationRequest request, EvidenceSet evidence, string inputHash)
{
    /// <summary>The advice to take the best alternative of a comparison.</summary>
    public Recommendation Change(VerdictEvidence found)
    {
        var verdict = found.Verdict;
        var (raw, candidate) = (verdict.Raw, verdict.Candidate);
        return Write(found, new Advice
        {
            Type = verdict.Family.Type,
            Recommended = candidate.Spec,
            Compared = evidence.Spec,
            CurrentParams = candidate.CurrentParams,
            RecommendedParams = candidate.RecommendedParams,
            Expected = new ExpectedImprovement(request.Settings.Metric, raw.Expected, verdict.Low, verdict.High, raw.Low, raw.High, raw.Roi, WinRate(found)),
            IsTurnedRound = false,
            Reasons = RecommendationReasons.ForChange(found, evidence, request),
        });
    }

    /// <summary>The advice to change nothing, judged against the alternative that comes nearest: its forecast turned round.</summary>
    public Recommendation Leave(VerdictEvidence found)
    {
        var verdict = found.Verdict;
        var raw = verdict.Raw;
        return Write(found, new Advice
        {
            Type = RecommendationType.LeaveAsItIs,
            Recommended = evidence.Spec,
            Compared = verdict.Candidate.Spec,
            CurrentParams = [],
            RecommendedParams = [],
            Expected = new ExpectedImprovement(request.Settings.Metric, -raw.Expected, -verdict.High, -verdict.Low, -raw.High, -raw.Low, -raw.Roi, -WinRate(found)),
            IsTurnedRound = true,
            Reasons = RecommendationReasons.ForLeaving(found, evidence, request),
        });
    }

    private Recommendation Write(VerdictEvidence found, Advice advice)
    {
        var verdict = found.Verdict;
        var from = (UtcDay.Of(request.MadeAtMs) + 1) * DailyEquity.MsPerDay;
        var made = new Recommendation
        {
            Type = advice.Type,
            CurrentSpec = Copy(evidence.Spec)!,
            RecommendedSpec = Copy(advice.Recommended),
            ComparedSpec = Copy(advice.Compared),
            CurrentParams = Copy(advice.CurrentParams)!,
            RecommendedParams = Copy(advice.RecommendedParams)!,
            Expected = advice.Expected,
            RawProbability = advice.IsTurnedRound ? 1 - verdict.Raw.Probability : verdict.Raw.Probability,
            Probability = advice.IsTurnedRound ? 1 - verdict.Probability : verdict.Probability,
            Confidence = advice.IsTurnedRound ? 1 - verdict.Confidence : verdict.Confidence,
            Reasons = advice.Reasons,
            HorizonDays = request.Settings.HorizonDays,
            Evidence = EvidenceDocument.Write(found, evidence, request),
            DisprovedBy = [],
            MadeAtMs = request.MadeAtMs,
            JudgedFromMs = from,
            JudgedUntilMs = from + (request.Settings.HorizonDays * DailyEquity.MsPerDay),
            InputHash = inputHash,
        };
        return made with { DisprovedBy = RecommendationReasons.Disproof(made) };
    }

    /// <summary>What the shares of winning trades differ by, shrunk as the returns are.</summary>
    private double WinRate(VerdictEvidence found)
    {
        var (seen, believed) = (found.Verdict.Belief.SampleMeans[found.Verdict.Best], found.Verdict.Belief.Means[found.Verdict.Best]);
        var kept = seen > 0 ? Math.Clamp(believed / seen, 0, 1) : 0;
        return kept * (found.Verdict.Candidate.WinRate - evidence.Current.WinRate);
    }

    private static JsonObject? Copy(JsonObject? document) => (JsonObject?)document?.DeepClone();

    /// <summary>What one kind of advice has of its own; the verdict's probabilities hold for it, or, turned round, for its opposite.</summary>
    private sealed record Advice
    {
        public required RecommendationType Type { get; init; }

        public required JsonObject? Recommended { get; init; }

        public required JsonObject? Compared { get; init; }

        public required JsonObject CurrentParams { get; init; }

        public required JsonObject RecommendedParams { get; init; }

        public required ExpectedImprovement Expected { get; init; }

        public required bool IsTurnedRound { get; init; }

        public required IReadOnlyList<string> Reasons { get; init; }
    }
}
