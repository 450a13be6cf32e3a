namespace Backtester.Core.Optimization.Methods.Genetic;

/// <summary>
/// Sorts sets by dominance (Deb, Pratap, Agarwal and Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm:
/// NSGA-II", 2002): front 0 holds those that none beats in one objective without losing in another, front 1 those that are
/// so once front 0 is taken away, and so on. A set without a value of every objective is beaten by each that has them.
/// </summary>
public static class ParetoFronts
{
    /// <summary>The front of each set, from 0.</summary>
    /// <param name="objectives">One row a set, the higher the better; a row with an unknown value, or null, comes after all others.</param>
    public static int[] Of(IReadOnlyList<double[]?> objectives)
    {
        // Whatever beats a set comes before it in this order (Zhang, Tian, Cheng and Jin 2015): each set is compared with the fronts made so far alone.
        var order = Enumerable.Range(0, objectives.Count).ToList();
        order.Sort((a, b) => Compare(objectives[a], objectives[b]) is var c && c != 0 ? c : a.CompareTo(b));
        var (fronts, members) = (new int[objectives.Count], new List<List<double[]>>());
        foreach (var set in order)
        {
            var front = 0;
            if (IsKnown(objectives[set]))
            {
                while (front < members.Count && members[front].Exists(other => Dominates(other, objectives[set]!)))
                {
                    front++;
                }

                if (front == members.Count)
                {
                    members.Add([]);
                }

                members[front].Add(objectives[set]!);
            }
            else
            {
                front = members.Count;
            }

            fronts[set] = front;
        }

        return fronts;
    }

    /// <summary>True where the first is nowhere worse than the second and somewhere better.</summary>
    public static bool Dominates(double[] a, double[] b)
    {
        var better = false;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] < b[i])
            {
                return false;
            }

            better |= a[i] > b[i];
        }

        return better;
    }

    /// <summary>True where every objective has a value.</summary>
    public static bool IsKnown(double[]? objectives) => objectives is not null && !Array.Exists(objectives, double.IsNaN);

    private static int Compare(double[]? a, double[]? b)
    {
        if (!IsKnown(a) || !IsKnown(b))
        {
            return IsKnown(b).CompareTo(IsKnown(a));
        }

        for (var i = 0; i < a!.Length; i++)
        {
            if (a[i] != b![i])
            {
                return b[i].CompareTo(a[i]);
            }
        }

        return 0;
    }
}
