namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>
/// Days cut into groups, and finer into pieces that a split takes whole or not at all: a piece ends where a group does, and
/// where the days begin or end that are left out around one. Group g holds the days g·D/N … (g + 1)·D/N − 1.
/// </summary>
internal sealed class DayGroups
{
    private readonly int _groups;
    private readonly int _purge;
    private readonly int _embargo;

    /// <summary>Cuts.</summary>
    /// <param name="days">Number of days, D.</param>
    /// <param name="groups">Number of groups, N.</param>
    /// <param name="purgeDays">Days left out on both sides of a test group.</param>
    /// <param name="embargoDays">Days left out after a test group beyond those.</param>
    public DayGroups(int days, int groups, int purgeDays, int embargoDays)
    {
        (Days, _groups, _purge, _embargo) = (days, groups, purgeDays, embargoDays);
        var cuts = Enumerable.Range(0, groups + 1).Select(Start)
            .SelectMany(edge => new[] { edge - purgeDays, edge, edge + purgeDays + embargoDays })
            .Select(cut => Math.Clamp(cut, 0, days)).Distinct().Order().ToArray();
        Pieces = [.. cuts.Zip(cuts.Skip(1))];
    }

    /// <summary>Number of days.</summary>
    public int Days { get; }

    /// <summary>First day of each piece, and the day after its last.</summary>
    public IReadOnlyList<(int From, int To)> Pieces { get; }

    /// <summary>First day of a group; of the number of groups, the day after the last.</summary>
    public int Start(int group) => (int)((long)group * Days / _groups);

    /// <summary>The pieces of a group.</summary>
    public int[] PiecesOf(int group) => Where(day => day >= Start(group) && day < Start(group + 1));

    /// <summary>The pieces that a set is chosen on, where groups are tested.</summary>
    public int[] TrainingOf(int[] testGroups) => Where(day => testGroups.All(g =>
        day < Start(g) - _purge || day >= Start(g + 1) + _purge + _embargo));

    private int[] Where(Func<int, bool> takes) => [.. Enumerable.Range(0, Pieces.Count).Where(p => takes(Pieces[p].From))];
}
