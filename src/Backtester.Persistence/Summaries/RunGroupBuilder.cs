using Backtester.Core.Analysis;

namespace Backtester.Persistence.Summaries;

/// <summary>Takes runs one at a time and keeps three numbers of each for every group that it belongs to.</summary>
internal sealed class RunGroupBuilder
{
    private readonly Dictionary<string, Columns> _groups = new(StringComparer.Ordinal);

    /// <summary>Counts a run; unknown numbers are null and left out of best and median.</summary>
    public void Add(string name, long id, double? roi, double? sharpe, double? winRate)
    {
        if (!_groups.TryGetValue(name, out var group))
        {
            _groups[name] = group = new Columns();
        }

        group.Runs++;
        Keep(group.Sharpe, sharpe);
        Keep(group.WinRate, winRate);
        Keep(group.Roi, roi);
        if (roi is double known && (group.BestRunId is null || known > group.BestRoi || (known == group.BestRoi && id > group.BestRunId)))
        {
            (group.BestRoi, group.BestRunId) = (known, id);
        }
    }

    /// <summary>The groups, the highest median return first, unknown ones last, then by name.</summary>
    public IReadOnlyList<RunGroup> Build() =>
    [
        .. _groups
            .Select(g => new RunGroup(g.Key, g.Value.Runs, Of(g.Value.Roi), Of(g.Value.Sharpe), Of(g.Value.WinRate), g.Value.BestRunId))
            .OrderBy(g => g.Roi.Median is null)
            .ThenByDescending(g => g.Roi.Median)
            .ThenBy(g => g.Name, StringComparer.Ordinal),
    ];

    /// <summary>Best and median of known values, in any order.</summary>
    public static BestAndMedian Of(List<double> values)
    {
        if (values.Count == 0)
        {
            return new(null, null);
        }

        values.Sort();
        return new(values[^1], Quantile.OfSorted(values.ToArray(), 0.5));
    }

    private static void Keep(List<double> values, double? value)
    {
        if (value is double known)
        {
            values.Add(known);
        }
    }

    private sealed class Columns
    {
        public int Runs { get; set; }

        public List<double> Roi { get; } = [];

        public List<double> Sharpe { get; } = [];

        public List<double> WinRate { get; } = [];

        public double BestRoi { get; set; }

        public long? BestRunId { get; set; }
    }
}
