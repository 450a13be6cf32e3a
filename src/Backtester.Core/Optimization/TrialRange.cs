using System.Globalization;
using Backtester.Core.Formulas;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization;

/// <summary>Bounds of a column: only trials inside are shown; an unknown value lies inside none.</summary>
/// <param name="Column">A parameter, a metric, score or number.</param>
/// <param name="Low">Least value; −∞ for none.</param>
/// <param name="High">Greatest value; ∞ for none.</param>
public sealed record TrialRange(string Column, double Low, double High)
{
    /// <summary>True for values inside.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>The ranges as an address writes them: `roi:5..,fast:5..20`.</summary>
    public static string Write(IEnumerable<TrialRange> ranges) => string.Join(',', ranges.Select(r => $"{r.Column}:{Bound(r.Low)}..{Bound(r.High)}"));

    /// <summary>Reads ranges of a table's columns.</summary>
    /// <param name="text">As <see cref="Write"/> writes them; a single value stands for both bounds.</param>
    /// <param name="table">The table whose columns they name.</param>
    /// <param name="problems">All that is wrong; what is wrong is left out of the ranges.</param>
    public static IReadOnlyList<TrialRange> Read(string? text, TrialTable table, ICollection<SpecProblem> problems)
    {
        var ranges = new List<TrialRange>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var column = colon < 0 ? part : part[..colon];
            if (table.Find(column) is null)
            {
                problems.Add(new SpecProblem("where", "names no column", column, string.Join(", ", table.Columns), NearestName.Of(column, table.Columns)));
            }
            else if (colon < 0 || Bounds(part[(colon + 1)..]) is not { } bounds)
            {
                problems.Add(new SpecProblem("where", "is no range", part, "a column and its bounds, such as roi:5.., roi:..20 or fast:5..20"));
            }
            else
            {
                ranges.Add(new TrialRange(column, bounds.Low, bounds.High));
            }
        }

        return ranges;
    }

    private static (double Low, double High)? Bounds(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var low = Number(dots < 0 ? text : text[..dots], double.NegativeInfinity);
        var high = Number(dots < 0 ? text : text[(dots + 2)..], double.PositiveInfinity);
        return low is { } l && high is { } h && (dots >= 0 || text.Length > 0) ? (l, h) : null;
    }

    private static double? Number(string text, double absent) =>
        text.Length == 0 ? absent
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : null;

    private static string Bound(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
