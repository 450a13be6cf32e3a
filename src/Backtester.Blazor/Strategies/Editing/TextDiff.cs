namespace Backtester.Blazor.Strategies.Editing;

/// <summary>What became of a line.</summary>
public enum LineChange
{
    /// <summary>It is in both texts.</summary>
    Same,

    /// <summary>Only in the first.</summary>
    Removed,

    /// <summary>Only in the second.</summary>
    Added,
}

/// <summary>A line of a comparison.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Before">Its number in the first text, 1-based; null where it is not there.</param>
/// <param name="After">Its number in the second.</param>
/// <param name="Text">The line.</param>
public sealed record DiffLine(LineChange Change, int? Before, int? After, string Text);

/// <summary>Compares texts line by line.</summary>
public static class TextDiff
{
    /// <summary>Lines of a text beyond which the middle of two texts is shown as replaced: the table below grows with their product.</summary>
    private const int Most = 3_000;

    /// <summary>The shortest way from one text to the other (a longest common subsequence), removed lines before added ones.</summary>
    public static IReadOnlyList<DiffLine> Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (a, b) = (Lines(before), Lines(after));
        var (head, tail) = (0, 0);
        while (head < a.Length && head < b.Length && a[head] == b[head])
        {
            head++;
        }

        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        var common = Common(a.AsSpan(head, a.Length - head - tail), b.AsSpan(head, b.Length - head - tail));
        var lines = new List<DiffLine>();
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            var inside = i >= head && j >= head && (i < a.Length - tail || j < b.Length - tail);
            if (!inside || (common is not null && i < a.Length - tail && j < b.Length - tail && a[i] == b[j]))
            {
                lines.Add(new DiffLine(LineChange.Same, i + 1, j + 1, a[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < a.Length - tail && (common is null || j == b.Length - tail || common[i - head + 1, j - head] >= common[i - head, j - head + 1]))
            {
                lines.Add(new DiffLine(LineChange.Removed, i + 1, null, a[i]));
                i++;
            }
            else
            {
                lines.Add(new DiffLine(LineChange.Added, null, j + 1, b[j]));
                j++;
            }
        }

        return lines;
    }

    /// <summary>[i, j]: length of the longest common subsequence of what is left from line i of one and line j of the other.</summary>
    private static int[,]? Common(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        if (a.Length > Most || b.Length > Most)
        {
            return null;
        }

        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                length[i, j] = a[i] == b[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        return length;
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
