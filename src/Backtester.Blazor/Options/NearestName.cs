namespace Backtester.Blazor.Options;

/// <summary>Finds what a mistyped name may have meant.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the fewest single-letter changes (insert, delete, replace, swap of neighbours), case aside;
    /// null where even the nearest differs in more than a third of its letters (two for short names).
    /// </summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(name => (Name: name, Distance: Distance(text.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, best.Name.Length / 3) && best.Distance < best.Name.Length ? best.Name : null;
    }

    /// <summary>Number of single-letter changes from one text to the other (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                        rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
