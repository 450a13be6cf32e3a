using System.Text.Json;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// The trials of searches in columns, with what is measured over all of them. The latest are kept, so that sorting a hundred
/// thousand trials or turning a map reads nothing; a search that has gone on since is read anew.
/// </summary>
internal sealed class TrialTables(OptimizationStore store)
{
    /// <summary>Trials of all tables that are kept together: some 100 MB.</summary>
    private const long MostTrials = 400_000;

    /// <summary>Tables that are kept.</summary>
    private const int MostTables = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = new();

    /// <summary>All trials of a search, as far as it is.</summary>
    public Task<TrialTable> GetAsync(StrategyOptimization row) => Find(row).Table.Value;

    /// <summary>What is measured over them.</summary>
    public Task<SearchRobustness> RobustnessAsync(StrategyOptimization row) => Find(row).Robustness.Value;

    private Entry Find(StrategyOptimization row)
    {
        var key = (row.Uuid, row.Completed + row.Failed);
        lock (_gate)
        {
            var node = _entries.First;
            while (node is not null && (node.Value.Key != key || node.Value.Table is { IsValueCreated: true, Value.IsFaulted: true }))
            {
                // Of one search the latest alone is worth keeping, and a failed reading is tried again.
                var next = node.Next;
                if (node.Value.Key.Uuid == row.Uuid)
                {
                    _entries.Remove(node);
                }

                node = next;
            }

            var entry = node?.Value ?? new Entry(key, () => ReadAsync(row.Id), SeedOf(row));
            if (node is not null)
            {
                _entries.Remove(node);
            }

            _entries.AddFirst(entry);
            while (_entries.Count > 1 && (_entries.Count > MostTables || _entries.Sum(e => e.Key.Trials) > MostTrials))
            {
                _entries.RemoveLast();
            }

            return entry;
        }
    }

    // The database is read without waiting for anything, so it gets a thread of its own.
    private Task<TrialTable> ReadAsync(long id) => Task.Run(() => store.TableAsync(id));

    private static long SeedOf(StrategyOptimization row)
    {
        using var manifest = JsonDocument.Parse(row.Manifest);
        return manifest.RootElement.GetProperty("spec").TryGetProperty("seed", out var seed) && seed.TryGetDouble(out var value) ? (long)value : 0;
    }

    private sealed class Entry
    {
        public Entry((Guid Uuid, long Trials) key, Func<Task<TrialTable>> read, long seed)
        {
            Key = key;
            Table = new(read);
            Robustness = new(() => Task.Run(async () => SearchRobustness.Measure(await Table.Value, seed, Environment.ProcessorCount)));
        }

        public (Guid Uuid, long Trials) Key { get; }

        public Lazy<Task<TrialTable>> Table { get; }

        public Lazy<Task<SearchRobustness>> Robustness { get; }
    }
}
