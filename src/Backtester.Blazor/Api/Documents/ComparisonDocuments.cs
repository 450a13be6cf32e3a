using Backtester.Blazor.Comparison;
using Backtester.Blazor.Shared;
using Backtester.Core.Analysis;

namespace Backtester.Blazor.Api.Documents;

/// <summary>Some runs side by side. Values stand in the order of runs; null is unknown.</summary>
public sealed record ComparisonDocument(
    IReadOnlyList<RunSummaryDocument> Runs,
    IReadOnlyList<ComparedMetricDocument> Metrics,
    IReadOnlyList<ComparedSettingDocument> Settings,
    SharedDaysDocument? SharedDays,
    IReadOnlyList<PairTestDocument> Tests,
    IReadOnlyList<string> Notes,
    IReadOnlyList<RebasedCurveDocument> Curves)
{
    /// <summary>From what was compared.</summary>
    public static ComparisonDocument From(RunComparison comparison) => new(
        [.. comparison.Runs.Select(RunSummaryDocument.From)],
        [.. comparison.Metrics.Select(m => new ComparedMetricDocument(m.Info.Name, Word(m.Info.Preference), [.. m.Values.Select(ApiJson.Known)], [.. m.Best]))],
        [.. comparison.Settings.Select(s => new ComparedSettingDocument(s.Field, s.Values))],
        comparison.SharedDays is { } shared ? new SharedDaysDocument(ApiJson.Time(shared.FirstMs)!.Value, ApiJson.Time(shared.LastMs)!.Value) : null,
        [.. comparison.Tests.Select(t => PairTestDocument.From(t, comparison))],
        comparison.Notes,
        [.. comparison.Curves.Select((c, i) => new RebasedCurveDocument(comparison.Runs[i].Id, [.. c.Select(d => new RebasedDayDocument(Format.Day(d.DayMs), ApiJson.Known(d.Value)))]))]);

    private static string Word(MetricPreference preference) => preference switch { MetricPreference.Higher => "higher", MetricPreference.Lower => "lower", _ => "none" };
}

/// <summary>A metric of all runs; better is higher, lower or none.</summary>
public sealed record ComparedMetricDocument(string Name, string Better, IReadOnlyList<double?> Values, IReadOnlyList<bool> Best);

/// <summary>A field of the manifests that is not the same in all; null where a run does not have it.</summary>
public sealed record ComparedSettingDocument(string Field, IReadOnlyList<string?> Values);

/// <summary>The UTC days that all runs share, both included.</summary>
public sealed record SharedDaysDocument(DateTimeOffset First, DateTimeOffset Last);

/// <summary>The first run less another, from their returns on the same days: fractions a day, Sharpe ratios a year.</summary>
public sealed record PairTestDocument(
    long BacktestId,
    long AgainstId,
    int Days,
    double MeanBlock,
    double? MeanDailyDifference,
    double? Low,
    double? High,
    double? PValue,
    double? SharpeDifference,
    double? SharpePValue,
    double? NormalSharpePValue,
    string Sentence)
{
    internal static PairTestDocument From(PairTest test, RunComparison comparison) => new(
        comparison.Runs[0].Id,
        comparison.Runs[test.Index].Id,
        test.Difference.Days,
        test.Difference.MeanBlock,
        ApiJson.Known(test.Difference.Mean),
        ApiJson.Known(test.Difference.Low),
        ApiJson.Known(test.Difference.High),
        ApiJson.Known(test.Difference.MeanPValue),
        ApiJson.Known(test.Difference.Sharpe),
        ApiJson.Known(test.Difference.SharpePValue),
        ApiJson.Known(test.Difference.NormalSharpePValue),
        test.Sentence);
}

/// <summary>The account of a run at day ends, 100 at the beginning of the days that all share.</summary>
public sealed record RebasedCurveDocument(long BacktestId, IReadOnlyList<RebasedDayDocument> Days);

/// <summary>A day of it.</summary>
public sealed record RebasedDayDocument(string Day, double? Value);
