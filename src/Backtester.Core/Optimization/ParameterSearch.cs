using Backtester.Core.Optimization.Honesty;
using Backtester.Core.Optimization.Methods;

namespace Backtester.Core.Optimization;

/// <summary>Walks a search batch by batch. The same plan gives the same trials, however often it is stopped and taken up again.</summary>
/// <param name="plan">What is searched.</param>
/// <param name="evaluator">Simulates the sets.</param>
public sealed class ParameterSearch(SearchPlan plan, TrialEvaluator evaluator)
{
    private readonly List<Trial> _trials = [];

    /// <summary>All trials so far, in the order of their numbers.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The best trial so far; null where none has a score.</summary>
    public Trial? Best { get; private set; }

    /// <summary>Sets that will be tried at most.</summary>
    public long Budget => plan.Settings.Budget(plan.Space.Total);

    /// <summary>Why the search ended before its budget, in a sentence; null where it did not (yet).</summary>
    public string? Stopped { get; private set; }

    /// <summary>Takes up trials that an earlier part of the same search made; those of an incomplete batch are left out and made again.</summary>
    /// <returns>How many were taken.</returns>
    public int Resume(IReadOnlyList<Trial> done)
    {
        var method = SearchMethods.Create(plan.Space, plan.Settings, plan.Base.Spec.Seed, evaluator.BarsPerSet);
        while (Stopped is null && method.Propose(_trials) is { Count: > 0 } batch && _trials.Count + batch.Count <= done.Count)
        {
            Add([.. done.Skip(_trials.Count).Take(batch.Count)]);
        }

        return _trials.Count;
    }

    /// <summary>Searches to the end.</summary>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="onBatch">Hears of each batch when it is complete, before the next begins.</param>
    /// <param name="cancellation">Ends the search within a set; the batch at work is lost.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(int workers, Action<IReadOnlyList<Trial>> onBatch, CancellationToken cancellation = default)
    {
        var method = SearchMethods.Create(plan.Space, plan.Settings, plan.Base.Spec.Seed, evaluator.BarsPerSet);
        while (Stopped is null && method.Propose(_trials) is { Count: > 0 } points)
        {
            var batch = evaluator.Evaluate(points, _trials.Count, workers, cancellation);
            Add(batch);
            onBatch(batch);
        }
    }

    /// <summary>Judges the search. Days of trials that were taken up again, which are not stored, are simulated once more.</summary>
    /// <param name="earlierTrials">Tries on the same strategy and candles before this search.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public SearchHonesty Judge(long earlierTrials, int workers, CancellationToken cancellation = default)
    {
        var seed = plan.Base.Spec.Seed;
        foreach (var batch in SearchHonesty.Sampled(_trials.Where(t => t.IsMeasured), Best, seed).Where(t => t.DailyReturns is null).Chunk(256))
        {
            var again = evaluator.Evaluate([.. batch.Select(t => t.Point)], 0, workers, cancellation);
            for (var i = 0; i < batch.Length; i++)
            {
                _trials[batch[i].Number] = batch[i] with { DailyReturns = again[i].DailyReturns };
            }
        }

        return SearchHonesty.Measure(_trials, Best is null ? null : _trials[Best.Number], earlierTrials, seed, workers);
    }

    private void Add(IReadOnlyList<Trial> batch)
    {
        _trials.AddRange(batch);
        foreach (var trial in batch)
        {
            if (trial.Score > (Best?.Score ?? double.NegativeInfinity))
            {
                Best = trial;
            }
        }

        LoseCourage();
        ForgetDays();
    }

    // Only how far the search goes: which sets come, and what each gives, is that of the whole search.
    private void LoseCourage()
    {
        var since = _trials.Count - 1 - (Best?.Number ?? -1);
        if (plan.Settings.Patience is { } patience && since >= (long)patience * plan.Settings.Batch && _trials.Count < Budget)
        {
            var best = Best is null ? "no set so far has a score" : $"the best is set {Best.Number}";
            Stopped = $"stopped after {_trials.Count} of {Budget} sets: {since} in a row brought no better one (patience {patience} × batch {plan.Settings.Batch}); {best}";
        }
    }

    // Days of every trial of a large search would not fit in memory: only those that the verdict will use are kept.
    private void ForgetDays()
    {
        var kept = _trials.Count(t => t.DailyReturns is not null);
        if (kept <= 2 * SearchHonesty.LargestSample)
        {
            return;
        }

        var used = SearchHonesty.Sampled(_trials.Where(t => t.IsMeasured), Best, plan.Base.Spec.Seed).Select(t => t.Number).ToHashSet();
        for (var i = 0; i < _trials.Count; i++)
        {
            if (_trials[i].DailyReturns is not null && !used.Contains(i))
            {
                _trials[i] = _trials[i] with { DailyReturns = null };
            }
        }
    }

    /// <summary>Trials from the best to the worst: by score, then by number; those without a score last.</summary>
    public static IReadOnlyList<Trial> Ranked(IEnumerable<Trial> trials) =>
        [.. trials.OrderByDescending(t => double.IsNaN(t.Score) ? double.NegativeInfinity : t.Score).ThenBy(t => t.Number)];
}
