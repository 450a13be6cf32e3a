namespace Backtester.Core.Optimization;

/// <summary>Which trials of a table are shown, and in what order.</summary>
/// <param name="Sort">A column; null for the score.</param>
/// <param name="Descending">Greatest first; the score without a <paramref name="Sort"/> always is.</param>
/// <param name="Ranges">All of them hold for each trial that is shown.</param>
public sealed record TrialView(string? Sort, bool Descending, IReadOnlyList<TrialRange> Ranges)
{
    /// <summary>All trials, best first.</summary>
    public static TrialView Best { get; } = new(null, true, []);

    /// <summary>The rows in order: unknown values last either way, ties by number.</summary>
    public int[] Rows(TrialTable table)
    {
        var ranges = Ranges.Select(r => (Range: r, Column: table.Find(r.Column))).Where(r => r.Column is not null).ToArray();
        var keys = (Sort is null ? null : table.Find(Sort)) ?? table.Scores;
        var descending = Descending || Sort is null;
        var rows = new List<int>(table.Count);
        for (var row = 0; row < table.Count; row++)
        {
            if (Array.TrueForAll(ranges, r => r.Range.Holds(r.Column![row])))
            {
                rows.Add(row);
            }
        }

        rows.Sort((a, b) => Order(keys[a], keys[b], descending) is var order and not 0 ? order : a.CompareTo(b));
        return [.. rows];
    }

    private static int Order(double a, double b, bool descending) => (double.IsNaN(a), double.IsNaN(b)) switch
    {
        (false, false) => descending ? b.CompareTo(a) : a.CompareTo(b),
        (var first, var second) => first.CompareTo(second),
    };
}
