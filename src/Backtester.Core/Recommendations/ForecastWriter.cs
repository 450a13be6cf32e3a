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
        return Complete(found, new Recommendation
        {
            Type = verdict.Family.Type,
            CurrentSpec = Copy(evidence.Spec)!,
            RecommendedSpec = Copy(candidate.Spec),
            ComparedSpec = Copy(evidence.Spec),
            CurrentParams = Copy(candidate.CurrentParams)!,
            RecommendedParams = Copy(candidate.RecommendedParams)!,
            Expected = new ExpectedImprovement(request.Settings.Metric, raw.Expected, verdict.Low, verdict.High, raw.Low, raw.High, raw.Roi, WinRate(found)),
            RawProbability = raw.Probability,
            Probability = verdict.Probability,
            Confidence = verdict.Confidence,
            Reasons = RecommendationReasons.ForChange(found, evidence, request),
            HorizonDays = 0,
            Evidence = [],
            DisprovedBy = [],
            MadeAtMs = 0,
            JudgedFromMs = 0,
            JudgedUntilMs = 0,
            InputHash = "",
        });
    }

    /// <summary>The advice to change nothing, judged against the alternative that comes nearest: its forecast turned round.</summary>
    public Recommendation Leave(VerdictEvidence found)
    {
        var verdict = found.Verdict;
        var raw = verdict.Raw;
        return Complete(found, new Recommendation
        {
            Type = RecommendationType.LeaveAsItIs,
            CurrentSpec = Copy(evidence.Spec)!,
            RecommendedSpec = Copy(evidence.Spec),
            ComparedSpec = Copy(verdict.Candidate.Spec),
            CurrentParams = [],
            RecommendedParams = [],
            Expected = new ExpectedImprovement(request.Settings.Metric, -raw.Expected, -verdict.High, -verdict.Low, -raw.High, -raw.Low, -raw.Roi, -WinRate(found)),
            RawProbability = 1 - raw.Probability,
            Probability = 1 - verdict.Probability,
            Confidence = 1 - verdict.Confidence,
            Reasons = RecommendationReasons.ForLeaving(found, evidence, request),
            HorizonDays = 0,
            Evidence = [],
            DisprovedBy = [],
            MadeAtMs = 0,
            JudgedFromMs = 0,
            JudgedUntilMs = 0,
            InputHash = "",
        });
    }

    private Recommendation Complete(VerdictEvidence found, Recommendation made)
    {
        var from = (UtcDay.Of(request.MadeAtMs) + 1) * DailyEquity.MsPerDay;
        var timed = made with
        {
            HorizonDays = request.Settings.HorizonDays,
            Evidence = EvidenceDocument.Write(found, evidence, request),
            MadeAtMs = request.MadeAtMs,
            JudgedFromMs = from,
            JudgedUntilMs = from + (request.Settings.HorizonDays * DailyEquity.MsPerDay),
            InputHash = inputHash,
        };
        return timed with { DisprovedBy = RecommendationReasons.Disproof(timed) };
    }

    /// <summary>What the shares of winning trades differ by, shrunk as the returns are.</summary>
    private double WinRate(VerdictEvidence found)
    {
        var (seen, believed) = (found.Verdict.Belief.SampleMeans[found.Verdict.Best], found.Verdict.Belief.Means[found.Verdict.Best]);
        var kept = seen > 0 ? Math.Clamp(believed / seen, 0, 1) : 0;
        return kept * (found.Verdict.Candidate.WinRate - evidence.Current.WinRate);
    }

    private static JsonObject? Copy(JsonObject? document) => (JsonObject?)document?.DeepClone();
}
