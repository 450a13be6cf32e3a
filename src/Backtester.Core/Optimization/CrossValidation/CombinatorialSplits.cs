using System.Numerics;

namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>
/// The splits of combinatorial purged cross-validation (López de Prado, "Advances in Financial Machine Learning", 2018,
/// chapter 12): every choice of k of N groups is once the test, so each group is tested in C(N − 1, k − 1) = k/N · C(N, k)
/// splits, and as many paths lead through all groups, each made of tests alone. Splits are in lexicographic order; path j
/// takes of each group its j-th test.
/// </summary>
internal sealed class CombinatorialSplits
{
    private readonly int[][] _splitsOfGroup;

    /// <summary>All splits.</summary>
    /// <param name="groups">N, 2 or more.</param>
    /// <param name="testGroups">k, 1 to N − 1.</param>
    public CombinatorialSplits(int groups, int testGroups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(testGroups);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(testGroups, groups);
        TestGroups = [.. Choices(groups, testGroups, 0)];
        _splitsOfGroup = [.. Enumerable.Range(0, groups).Select(g => Enumerable.Range(0, TestGroups.Count).Where(s => TestGroups[s].Contains(g)).ToArray())];
    }

    /// <summary>The tested groups of each split, rising.</summary>
    public IReadOnlyList<int[]> TestGroups { get; }

    /// <summary>Number of paths, φ.</summary>
    public int Paths => _splitsOfGroup[0].Length;

    /// <summary>The split whose test of a group belongs to a path.</summary>
    public int SplitOf(int path, int group) => _splitsOfGroup[group][path];

    /// <summary>C(n, k).</summary>
    public static BigInteger Count(int n, int k)
    {
        var count = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            count = count * (n - k + i) / i;
        }

        return count;
    }

    private static IEnumerable<int[]> Choices(int groups, int count, int from)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        for (var first = from; first <= groups - count; first++)
        {
            foreach (var rest in Choices(groups, count - 1, first + 1))
            {
                yield return [first, .. rest];
            }
        }
    }
}
