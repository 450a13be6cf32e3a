namespace Backtester.Core.Formulas;

/// <summary>Finds the known name that a misspelt one was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// The known name with the smallest Levenshtein distance, compared without case, ties by ordinal order; null where
    /// even the nearest needs more than a third of the letters changed (at least one, at most three).
    /// </summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(known);
        if (name.Length > 64)
        {
            return null;
        }

        var wanted = name.ToLowerInvariant();
        var (best, bestDistance) = ((string?)null, Math.Clamp((name.Length + 1) / 3, 1, 3) + 1);
        foreach (var candidate in known)
        {
            // Names whose lengths differ by more are further away without being compared.
            if (Math.Abs(candidate.Length - wanted.Length) > bestDistance)
            {
                continue;
            }

            var distance = Distance(wanted, candidate.ToLowerInvariant());
            if (distance < bestDistance || (distance == bestDistance && best is not null && string.CompareOrdinal(candidate, best) < 0))
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions and replacements that lead from one text to the other.</summary>
    internal static int Distance(string from, string to)
    {
        var row = to.Length < 128 ? stackalloc int[to.Length + 1] : new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replace = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
