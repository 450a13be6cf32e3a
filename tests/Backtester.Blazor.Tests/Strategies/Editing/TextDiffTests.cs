using Backtester.Blazor.Strategies.Editing;
using Xunit;

namespace Backtester.Blazor.Tests.Strategies.Editing;

/// <summary>A comparison leads from one text to the other with as few changes as possible.</summary>
public sealed class TextDiffTests
{
    [Fact]
    public void Change_in_the_middle_is_a_removed_line_and_an_added_one()
    {
        var diff = TextDiff.Of("a\nb\nc\n", "a\nx\nc\nd\n");
        Assert.Equal(" a,-b,+x, c,+d", string.Join(',', diff.Select(l => l.Change switch { LineChange.Removed => "-", LineChange.Added => "+", _ => " " } + l.Text)));
        Assert.Equal([(1, 1), (2, null), (null, 2), (3, 3), (null, 4)], diff.Select(l => (l.Before, l.After)));
    }

    [Fact]
    public void Any_two_texts_can_be_told_apart_and_put_together_again()
    {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var (before, after) = (Text(random), Text(random));
            var diff = TextDiff.Of(before, after);
            Assert.Equal(before, string.Join('\n', diff.Where(l => l.Change != LineChange.Added).Select(l => l.Text)));
            Assert.Equal(after, string.Join('\n', diff.Where(l => l.Change != LineChange.Removed).Select(l => l.Text)));
            Assert.Equal(Enumerable.Range(1, before.Split('\n').Length), diff.Select(l => l.Before).OfType<int>());
            Assert.Equal(LongestCommon(before.Split('\n'), after.Split('\n')), diff.Count(l => l.Change == LineChange.Same));
        }
    }

    private static string Text(Random random) => string.Join('\n', Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}").Prepend("top"));

    /// <summary>By definition, without a table: slow, for the short texts of a test.</summary>
    private static int LongestCommon(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var row = new int[b.Length + 1];
        foreach (var line in a)
        {
            var diagonal = 0;
            for (var j = 0; j < b.Length; j++)
            {
                (diagonal, row[j + 1]) = (row[j + 1], line == b[j] ? diagonal + 1 : Math.Max(row[j + 1], row[j]));
            }
        }

        return row[^1];
    }
}
