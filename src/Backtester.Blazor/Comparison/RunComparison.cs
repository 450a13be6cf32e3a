using Backtester.Blazor.Runs;
using Backtester.Core.Analysis;

namespace Backtester.Blazor.Comparison;

/// <summary>A day of a rebased curve.</summary>
/// <param name="DayMs">Start of the UTC day, Unix ms.</param>
/// <param name="Value">Equity at its end, where 100 is the equity at the beginning of the days that all share.</param>
public readonly record struct RebasedDay(long DayMs, double Value);

/// <summary>A run beside the first one.</summary>
/// <param name="Index">Which of the compared runs, from 1.</param>
/// <param name="Difference">The first run less this one, on the days that both know.</param>
/// <param name="Sentence">What is known of it, for people.</param>
public sealed record PairTest(int Index, PairedDifference Difference, string Sentence);

/// <summary>Some runs side by side.</summary>
/// <param name="Runs">The runs, in the order asked for; the first is what the others are tested against.</param>
/// <param name="Labels">What to call each: its name, with its number where two have the same.</param>
/// <param name="Metrics">Their metrics, with the best of each marked.</param>
/// <param name="Settings">What they were asked for, where it differs.</param>
/// <param name="SharedDays">Days from the latest beginning to the earliest end, by start of day, Unix ms; null where there is none that all share.</param>
/// <param name="Curves">The account of each at day ends.</param>
/// <param name="Tests">Each further run beside the first.</param>
/// <param name="Notes">What a reader should know before comparing, in sentences.</param>
public sealed record RunComparison(
    IReadOnlyList<RunSummary> Runs,
    IReadOnlyList<string> Labels,
    IReadOnlyList<MetricRow> Metrics,
    IReadOnlyList<SettingRow> Settings,
    (long FirstMs, long LastMs)? SharedDays,
    IReadOnlyList<IReadOnlyList<RebasedDay>> Curves,
    IReadOnlyList<PairTest> Tests,
    IReadOnlyList<string> Notes);
