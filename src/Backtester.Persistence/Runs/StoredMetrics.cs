using Backtester.Core.Analysis;
using Backtester.Persistence.Model;

namespace Backtester.Persistence.Runs;

/// <summary>Metrics as JSON, in order, with the reason of each unknown one.</summary>
internal static class StoredMetrics
{
    public static string Write(MetricSet metrics) => StoredJson.Write(Entries(metrics));

    public static MetricSet Read(string? json) => json is null ? new MetricSet() : Set(StoredJson.Read<List<Entry>>(json));

    public static string WriteMany(IReadOnlyDictionary<string, MetricSet> sets) =>
        StoredJson.Write(sets.ToDictionary(s => s.Key, s => Entries(s.Value)));

    public static IReadOnlyDictionary<string, MetricSet> ReadMany(string? json) => json is null
        ? new Dictionary<string, MetricSet>()
        : StoredJson.Read<Dictionary<string, List<Entry>>>(json).ToDictionary(s => s.Key, s => Set(s.Value));

    private static List<Entry> Entries(MetricSet metrics) =>
        metrics.Values.Select(v => new Entry(v.Key, v.Value, metrics.Notes.GetValueOrDefault(v.Key))).ToList();

    private static MetricSet Set(List<Entry> entries)
    {
        var set = new MetricSet();
        foreach (var entry in entries)
        {
            set.Add(entry.Name, entry.Value, entry.Note ?? "");
        }

        return set;
    }

    private sealed record Entry(string Name, double Value, string? Note);
}
