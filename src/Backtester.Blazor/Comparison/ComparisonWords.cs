using System.Globalization;
using Backtester.Blazor.Runs;
using Backtester.Core.Analysis;

namespace Backtester.Blazor.Comparison;

/// <summary>A comparison in sentences.</summary>
internal static class ComparisonWords
{
    /// <summary>Fewer shared days than this say nothing.</summary>
    public const int EnoughDays = 30;

    /// <summary>What is known of the difference of two runs.</summary>
    /// <param name="a">Name of the first.</param>
    /// <param name="b">Name of the other.</param>
    /// <param name="difference">The first less the other.</param>
    public static string Of(string a, string b, PairedDifference difference)
    {
        if (difference.Days < EnoughDays)
        {
            return difference.Days == 0
                ? $"{a} and {b} share no day: nothing can be said of their difference."
                : $"{a} and {b} share {Days(difference.Days)}: too few to tell their difference from chance.";
        }

        if (difference is { Mean: 0, Low: 0, High: 0 })
        {
            return $"{a} and {b} earned the same on each of their {Days(difference.Days)}.";
        }

        var more = difference.Mean >= 0 ? "more" : "less";
        var mean = $"{a} earned {Percent(Math.Abs(difference.Mean))} a day {more} than {b} over {Days(difference.Days)} that both know; a difference this large comes by chance in {Cases(difference.MeanPValue)}.";
        return double.IsNaN(difference.SharpePValue)
            ? mean
            : $"{mean} Their Sharpe ratios differ by {Math.Abs(difference.Sharpe).ToString("0.00", CultureInfo.InvariantCulture)}, which comes by chance in {Cases(difference.SharpePValue)}.";
    }

    /// <summary>What makes some runs hard to compare.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="shared">Days that all share; null for none.</param>
    public static IReadOnlyList<string> Notes(IReadOnlyList<RunSummary> runs, (long FirstMs, long LastMs)? shared)
    {
        var notes = new List<string>();
        if (Differ(runs, r => $"{r.Exchange} {string.Join(',', r.Symbols)}"))
        {
            notes.Add("They traded different markets, so a difference may be one of the markets rather than of the strategies.");
        }

        if (Differ(runs, r => r.Synthetic))
        {
            notes.Add("Some ran on the generated sample market, others on recorded candles.");
        }

        if (shared is null)
        {
            notes.Add("There is no day that all of them share; each curve begins at 100.");
        }
        else if (Differ(runs, r => (r.StartMs, r.EndMs)))
        {
            notes.Add($"Their ranges differ: curves are 100 at the beginning of the days that all share, {Day(shared.Value.FirstMs)} to {Day(shared.Value.LastMs)}; metrics are those of each run's whole range.");
        }

        if (Differ(runs, r => r.InitialCapital))
        {
            notes.Add("They began with different sums, so no amount of money is marked as best.");
        }

        if (runs.Count > 2)
        {
            notes.Add($"{runs.Count - 1} comparisons are made at once: of twenty runs that do not differ from the first, one seems to at the usual 5 in 100.");
        }

        return notes;
    }

    private static bool Differ<T>(IReadOnlyList<RunSummary> runs, Func<RunSummary, T> of) => runs.Select(of).Distinct().Count() > 1;

    private static string Days(int days) => $"{days.ToString("N0", CultureInfo.InvariantCulture)} {(days == 1 ? "day" : "days")}";

    private static string Day(long ms) => Shared.Format.Day(ms);

    private static string Percent(double fraction) => fraction switch
    {
        >= 0.0001 => $"{(100 * fraction).ToString("0.00", CultureInfo.InvariantCulture)} %",
        >= 0.0000005 => $"{(100 * fraction).ToString("0.0000", CultureInfo.InvariantCulture)} %",
        _ => "under 0.0001 %",
    };

    private static string Cases(double pValue) => Math.Round(100 * pValue) switch
    {
        < 1 => "fewer than 1 of 100 cases",
        > 99 => "nearly all cases",
        var cases => $"{cases.ToString(CultureInfo.InvariantCulture)} of 100 cases",
    };
}
