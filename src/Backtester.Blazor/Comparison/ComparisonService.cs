using Backtester.Blazor.Runs;
using Backtester.Core.Analysis;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Comparison;

/// <summary>Compares stored runs; the same for the page, REST and the command.</summary>
public sealed class ComparisonService(RunStore runs)
{
    private const int Paths = 2000;
    private const long Seed = 42;

    /// <summary>Compares the runs with these numbers.</summary>
    /// <param name="ids">"1,2,3": two to eight; the first is what the others are tested against.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SpecException">The numbers are not allowed, or a run is not there or not COMPLETED; all problems are inside.</exception>
    public async Task<RunComparison> CompareAsync(string? ids, CancellationToken cancellation = default)
    {
        var (stored, problems) = (new List<StoredRun>(), new List<SpecProblem>());
        foreach (var id in ComparedIds.Parse(ids))
        {
            if (await runs.GetAsync(id, withTrades: false, cancellation) is not { } run)
            {
                problems.Add(new("ids", "has the number of no run", $"{id}"));
            }
            else if (run.Summary.Status != WorkStatus.Completed || run.Daily.Count == 0)
            {
                problems.Add(new("ids", "has a run without a result", $"{id}, {run.Summary.Status.Word()}", "runs that are COMPLETED"));
            }
            else
            {
                stored.Add(run);
            }
        }

        return problems.Count > 0 ? throw new SpecException(problems) : await Task.Run(() => Compare(stored, cancellation), cancellation);
    }

    private static RunComparison Compare(List<StoredRun> stored, CancellationToken cancellation)
    {
        var summaries = stored.ConvertAll(r => RunViews.Summary(r.Summary, jobId: null));
        var labels = summaries.ConvertAll(r => summaries.Count(o => o.Name == r.Name) > 1 ? $"{r.Name} (#{r.Id})" : r.Name);
        var daily = stored.ConvertAll(r => DailyEquity.Sample(r.DailyCurve()));
        var (first, last) = (daily.Max(d => d.DayMs[0]), daily.Min(d => d.DayMs[^1]));
        (long, long)? shared = first <= last ? (first, last) : null;
        var tests = new List<PairTest>();
        for (var i = 1; i < daily.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var days = SharedDays.Of(daily[0], daily[i]);
            var difference = PairedDifference.Of(days.A, days.B, Seed, Paths);
            tests.Add(new PairTest(i, difference, ComparisonWords.Of(labels[0], labels[i], difference)));
        }

        return new RunComparison(
            summaries,
            labels,
            MetricRow.Of(stored.ConvertAll(r => r.Metrics), summaries.Select(r => r.InitialCapital).Distinct().Count() == 1),
            SettingRow.Of(stored.ConvertAll(r => r.Plan.Manifest)),
            shared,
            daily.ConvertAll(d => Rebased(d, shared is null ? null : first)),
            tests,
            ComparisonWords.Notes(summaries, shared));
    }

    /// <summary>The account in percent of what it was before a day; from its own beginning where that day is null.</summary>
    private static IReadOnlyList<RebasedDay> Rebased(DailyEquity daily, long? fromMs)
    {
        var row = fromMs is { } from ? Array.IndexOf(daily.DayMs, from) : 0;
        var start = row > 0 ? daily.Equity[row - 1] : daily.Initial;
        return [.. daily.DayMs.Select((day, i) => new RebasedDay(day, start > 0 ? 100 * daily.Equity[i] / start : double.NaN))];
    }
}
