namespace Backtester.Core.Optimization.Methods.Genetic;

/// <summary>The survivors of a genetic search: the best fronts whole, of the front that does not fit the loneliest sets.</summary>
internal sealed class Population
{
    private readonly List<Member> _members = [];

    /// <summary>Those that live, the best first.</summary>
    public IReadOnlyList<Member> Members => _members;

    /// <summary>Takes sets in and lets the best of all live.</summary>
    /// <param name="born">New sets.</param>
    /// <param name="size">How many live at most.</param>
    public void Take(IEnumerable<Trial> born, int size)
    {
        var all = _members.Select(m => m.Trial).Concat(born).ToList();
        var fronts = ParetoFronts.Of([.. all.Select(t => t.Objectives)]);
        _members.Clear();
        foreach (var front in Enumerable.Range(0, all.Count).GroupBy(i => fronts[i]).OrderBy(g => g.Key))
        {
            var trials = front.Select(i => all[i]).ToList();
            var distances = trials.TrueForAll(t => ParetoFronts.IsKnown(t.Objectives)) ? CrowdingDistance.Of([.. trials.Select(t => t.Objectives!)]) : new double[trials.Count];
            _members.AddRange(trials.Select((t, i) => new Member(t, front.Key, distances[i])).OrderByDescending(m => m.Crowding).ThenBy(m => m.Trial.Number));
        }

        if (_members.Count > size)
        {
            _members.RemoveRange(size, _members.Count - size);
        }
    }
}

/// <summary>A set that lives.</summary>
/// <param name="Trial">The set.</param>
/// <param name="Front">Its front.</param>
/// <param name="Crowding">How lonely it is on it.</param>
internal sealed record Member(Trial Trial, int Front, double Crowding)
{
    /// <summary>True where this one is chosen of two: the better front, on one front the lonelier.</summary>
    public bool Beats(Member other) => Front < other.Front || (Front == other.Front && Crowding > other.Crowding);
}
