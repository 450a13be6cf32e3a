using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>Evidence as the document that is stored and shown; an unknown number is null.</summary>
internal static class EvidenceDocument
{
    /// <summary>Points of a curve, at most.</summary>
    private const int MostPoints = 240;

    /// <summary>The evidence of one comparison.</summary>
    public static JsonObject Write(VerdictEvidence found, EvidenceSet evidence, RecommendationRequest request)
    {
        var verdict = found.Verdict;
        var belief = verdict.Belief;
        return new JsonObject
        {
            ["from"] = IsoTime.Format(evidence.Range.StartMs),
            ["until"] = IsoTime.Format(evidence.Range.EndMs),
            ["days"] = (double)evidence.Current.Returns.Length,
            ["half_life_days"] = request.Settings.HalfLifeDays,
            ["compared"] = new JsonObject(evidence.Families.Select(f => KeyValuePair.Create<string, JsonNode?>(RecommendationTypes.WordOf(f.Type), (double)f.Candidates.Count))),
            ["earlier_trials"] = (double)request.EarlierTrials,
            ["current"] = Side(evidence.Current.Returns, evidence.Current.Trades, evidence.Current.WinRate),
            ["alternative"] = Side(verdict.Candidate.Returns, verdict.Candidate.Trades, verdict.Candidate.WinRate),
            ["alternative_params"] = verdict.Candidate.RecommendedParams.DeepClone(),
            ["advantage_per_day"] = new JsonObject
            {
                ["seen"] = Number(belief.SampleMeans[verdict.Best]),
                ["believed"] = Number(belief.Means[verdict.Best]),
                ["deviation"] = Number(belief.Deviation(verdict.Best)),
            },
            ["truly_better"] = Number(verdict.Confidence),
            ["no_edge_anywhere"] = Number(belief.NoEdge),
            ["luck_probability"] = Number(verdict.Luck),
            ["deflated_sharpe"] = Number(found.DeflatedSharpe),
            ["pbo"] = Number(found.Pbo),
            ["plateau"] = new JsonObject
            {
                ["score"] = Number(found.Plateau),
                ["better_neighbours"] = found.Neighbours is { } near ? (double)near.Better : null,
                ["neighbours"] = found.Neighbours is { } all ? (double)all.Count : null,
            },
            ["out_of_sample"] = OutOfSample(found, evidence),
            ["quarters"] = new JsonObject { ["better"] = (double)found.Quarters.Better, ["of"] = (double)found.Quarters.Count },
            ["regimes"] = new JsonObject(found.Regimes.Select(r => KeyValuePair.Create<string, JsonNode?>(
                r.Name, new JsonObject { ["days"] = (double)r.Days, ["advantage_per_day"] = Number(r.Advantage) }))),
            ["drift"] = Number(found.Drift),
            ["walk_forward_efficiency"] = Number(request.WalkForwardEfficiency),
            ["searches"] = new JsonArray([.. request.Searches.Select(Search)]),
            ["promise"] = found.Promise?.ToJson(),
            ["map"] = Map(verdict, evidence),
            ["curves"] = Curves(found, evidence),
        };
    }

    private static JsonObject Side(double[] returns, int trades, double winRate) => new()
    {
        ["trades"] = (double)trades,
        ["win_rate"] = Number(winRate),
        ["roi"] = Number(HorizonMetric.Of("roi", returns)),
        ["sharpe_ratio"] = Number(SharpeRatio.Annual(returns)),
        ["max_drawdown_percentage"] = Number(HorizonMetric.Of("max_drawdown_percentage", returns)),
    };

    private static JsonObject OutOfSample(VerdictEvidence found, EvidenceSet evidence) => new()
    {
        ["efficiency"] = Number(ChosenThen.Efficiency(found.Windows)),
        ["windows"] = new JsonArray([.. found.Windows.Select(w => new JsonObject
        {
            ["from"] = IsoTime.Format(evidence.Current.DayMs[w.From]),
            ["until"] = IsoTime.Format(evidence.Current.DayMs[w.To - 1] + DailyEquity.MsPerDay),
            ["chosen"] = found.Verdict.Family.Candidates[w.Chosen].RecommendedParams.DeepClone(),
            ["expected_per_day"] = Number(w.Expected),
            ["realised_per_day"] = Number(w.Realised),
        })]),
    };

    private static JsonObject Search(KnownSearch search) => new()
    {
        ["id"] = (double)search.Id,
        ["trials"] = (double)search.Trials,
        ["deflated_sharpe"] = Number(search.DeflatedSharpe),
        ["pbo"] = Number(search.Pbo),
        ["made_at"] = IsoTime.Format(search.MadeAtMs),
    };

    /// <summary>The believed advantage over the grid, with the place of the settings in use and of the best alternative.</summary>
    private static JsonObject? Map(FamilyVerdict verdict, EvidenceSet evidence) => verdict.Family.Grid is not { } grid ? null : new JsonObject
    {
        ["axes"] = new JsonArray([.. grid.Axes.Select(a => new JsonObject { ["name"] = a.Name, ["values"] = new JsonArray([.. a.Values.Select(v => JsonValue.Create(v))]) })]),
        ["points"] = new JsonArray([.. grid.Points.Select(p => new JsonArray([.. p.Select(i => JsonValue.Create((double)i))]))]),
        ["believed"] = Numbers(verdict.Belief.Means),
        ["seen"] = Numbers(verdict.Belief.SampleMeans),
        ["current"] = new JsonArray([.. grid.Axes.Select(a => evidence.Spec["strategy_params"]![a.Name]!.DeepClone())]),
        ["best"] = (double)verdict.Best,
    };

    /// <summary>Growth of one unit of money with the settings in use, with the alternative, and with what would have been chosen at each earlier day (from the day of the first such choice).</summary>
    private static JsonObject Curves(VerdictEvidence found, EvidenceSet evidence)
    {
        var days = evidence.Current.Returns.Length;
        var chosen = (double[])evidence.Current.Returns.Clone();
        foreach (var window in found.Windows)
        {
            found.Verdict.Family.Returns[window.Chosen][window.From..window.To].CopyTo(chosen, window.From);
        }

        var step = Math.Max(1, (days + MostPoints - 1) / MostPoints);
        var rows = Enumerable.Range(0, days).Where(day => day % step == step - 1 || day == days - 1).ToArray();
        return new JsonObject
        {
            ["days"] = new JsonArray([.. rows.Select(r => JsonValue.Create((double)evidence.Current.DayMs[r]))]),
            ["current"] = Growth(evidence.Current.Returns, rows),
            ["alternative"] = Growth(found.Verdict.Candidate.Returns, rows),
            ["chosen_then"] = Growth(chosen, rows),
            ["chosen_from"] = found.Windows.Count > 0 ? IsoTime.Format(evidence.Current.DayMs[found.Windows[0].From]) : null,
        };
    }

    private static JsonArray Growth(double[] returns, int[] rows)
    {
        var growth = new double[returns.Length];
        var value = 1.0;
        for (var day = 0; day < returns.Length; day++)
        {
            growth[day] = value *= 1 + returns[day];
        }

        return Numbers([.. rows.Select(r => growth[r])]);
    }

    private static JsonArray Numbers(double[] values) => new([.. values.Select(Number)]);

    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
