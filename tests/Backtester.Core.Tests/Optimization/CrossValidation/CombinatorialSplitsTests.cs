using Backtester.Core.Optimization.CrossValidation;
using Xunit;

namespace Backtester.Core.Tests.Optimization.CrossValidation;

public sealed class CombinatorialSplitsTests
{
    /// <summary>López de Prado 2018, section 12.4.1: φ[N, k] = k/N · C(N, N − k); for N = 6 and k = 2 fifteen splits and five paths.</summary>
    [Theory]
    [InlineData(6, 2, 15, 5)]
    [InlineData(6, 1, 6, 1)]
    [InlineData(2, 1, 2, 1)]
    [InlineData(10, 2, 45, 9)]
    [InlineData(10, 5, 252, 126)]
    [InlineData(8, 3, 56, 21)]
    public void Splits_and_paths_are_as_many_as_the_book_says(int groups, int tested, int splits, int paths)
    {
        var made = new CombinatorialSplits(groups, tested);

        Assert.Equal(splits, made.TestGroups.Count);
        Assert.Equal(splits, (int)CombinatorialSplits.Count(groups, tested));
        Assert.Equal(paths, made.Paths);
        Assert.Equal(paths * groups, splits * tested);
        Assert.Equal(splits, made.TestGroups.Select(t => string.Join(',', t)).Distinct().Count());
        Assert.All(Enumerable.Range(0, groups), g => Assert.Equal(paths, made.TestGroups.Count(t => t.Contains(g))));
    }

    [Fact]
    public void Paths_are_those_of_the_books_figure()
    {
        // Figure 12.1 and 12.2 for N = 6, k = 2: path 1 takes G1, G2 of split 1, G3 of split 2, G4 of 3, G5 of 4, G6 of 5;
        // path 2 takes G1 of split 2, G2 and G3 of split 6, G4 of 7, G5 of 8, G6 of 9.
        var splits = new CombinatorialSplits(6, 2);

        Assert.Equal([1, 1, 2, 3, 4, 5], Enumerable.Range(0, 6).Select(g => splits.SplitOf(0, g) + 1));
        Assert.Equal([2, 6, 6, 7, 8, 9], Enumerable.Range(0, 6).Select(g => splits.SplitOf(1, g) + 1));
    }

    [Fact]
    public void Every_test_of_a_group_is_in_one_path()
    {
        var splits = new CombinatorialSplits(7, 3);
        for (var group = 0; group < 7; group++)
        {
            var used = Enumerable.Range(0, splits.Paths).Select(p => splits.SplitOf(p, group)).ToList();
            Assert.Equal(used.Count, used.Distinct().Count());
            Assert.All(used, s => Assert.Contains(group, splits.TestGroups[s]));
        }
    }

    [Fact]
    public void Days_around_a_test_group_are_not_trained_on()
    {
        // 30 days, 3 groups of 10; the middle one tested, 2 days purged on both sides and 3 more behind: 0–7 and 25–29 are left.
        var groups = new DayGroups(30, 3, 2, 3);
        Assert.Equal([(0, 8), (25, 30)], Ranges(groups, groups.TrainingOf([1])));
        Assert.Equal([(15, 30)], Ranges(groups, groups.TrainingOf([0])));
        Assert.Equal([(0, 18)], Ranges(groups, groups.TrainingOf([2])));
        Assert.Equal([(25, 30)], Ranges(groups, groups.TrainingOf([0, 1])));
        Assert.Equal([(10, 20)], Ranges(groups, groups.PiecesOf(1)));
        Assert.Equal([(0, 10), (20, 30)], Ranges(new DayGroups(30, 3, 0, 0), new DayGroups(30, 3, 0, 0).TrainingOf([1])));
    }

    [Fact]
    public void Groups_share_the_days_that_do_not_go_into_them_evenly()
    {
        var groups = new DayGroups(32, 5, 0, 0);
        Assert.Equal([0, 6, 12, 19, 25, 32], Enumerable.Range(0, 6).Select(groups.Start));
    }

    /// <summary>Pieces that follow each other, joined.</summary>
    private static List<(int From, int To)> Ranges(DayGroups groups, int[] pieces)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var (from, to) in pieces.Select(p => groups.Pieces[p]))
        {
            if (ranges.Count > 0 && ranges[^1].To == from)
            {
                ranges[^1] = (ranges[^1].From, to);
            }
            else
            {
                ranges.Add((from, to));
            }
        }

        return ranges;
    }
}
