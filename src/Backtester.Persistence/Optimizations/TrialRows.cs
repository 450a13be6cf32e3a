using System.Globalization;
using Backtester.Core.Optimization;
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
    };

    public static Trial ToTrial(OptimizationTrial row) => new(
        row.Number,
        row.Point.Length == 0 ? [] : Array.ConvertAll(row.Point.Split(','), text => int.Parse(text, CultureInfo.InvariantCulture)),
        StoredJson.Read<Dictionary<string, double>>(row.ParamsJson))
    {
        Metrics = row.MetricsJson is null ? null : StoredJson.Read<Dictionary<string, double>>(row.MetricsJson),
        Score = row.Score ?? double.NaN,
        Note = row.Note,
    };
}
