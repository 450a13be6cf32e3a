using System.Globalization;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Across;
using Backtester.Persistence.Model;

namespace Backtester.Persistence.Optimizations;

/// <summary>Trials to rows and back, without loss (daily returns are not kept).</summary>
internal static class TrialRows
{
    public static OptimizationTrial ToRow(long optimizationId, Trial trial) => new()
    {
        OptimizationId = optimizationId,
        Number = trial.Number,
        Point = string.Join(',', trial.Point.Select(i => i.ToString(CultureInfo.InvariantCulture))),
        ParamsJson = StoredJson.Write(trial.Parameters),
        MetricsJson = trial.Metrics is null ? null : StoredJson.Write(trial.Metrics),
        Score = double.IsNaN(trial.Score) ? null : trial.Score,
        Note = trial.Note is null ? null : StoredText.Readable(trial.Note),
        DetailsJson = Details(trial),
    };

    public static Trial ToTrial(OptimizationTrial row) => new Trial(
        row.Number,
        row.Point.Length == 0 ? [] : Array.ConvertAll(row.Point.Split(','), text => int.Parse(text, CultureInfo.InvariantCulture)),
        StoredJson.Read<Dictionary<string, double>>(row.ParamsJson))
    {
        Metrics = row.MetricsJson is null ? null : StoredJson.Read<Dictionary<string, double>>(row.MetricsJson),
        Score = row.Score ?? double.NaN,
        Note = row.Note,
    }.With(row.DetailsJson);

    // Most searches have nothing of it: their rows stay as small as they were.
    private static string? Details(Trial trial) => trial is { Objectives: null, Markets: null, Walked.Way: WalkedBy.Masks }
        ? null
        : StoredJson.Write(new TrialDetails(trial.Objectives, trial.Markets, trial.JointSharpe, trial.Walked.Way, trial.Walked.Reason));

    private static Trial With(this Trial trial, string? json) => json is null || StoredJson.Read<TrialDetails>(json) is not { } details
        ? trial
        : trial with
        {
            Objectives = details.Objectives,
            Markets = details.Markets,
            JointSharpe = details.JointSharpe,
            Walked = new WalkedBy(details.Way ?? WalkedBy.Masks, details.Reason),
        };

    private sealed record TrialDetails(double[]? Objectives, IReadOnlyList<MarketTrial>? Markets, double JointSharpe, string? Way, string? Reason);
}
