using Backtester.Core.Market;

namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>
/// Combinatorial purged cross-validation of a search. Every set is simulated once over all candles; the groups cut its
/// daily returns, and around a test group as many days are left out of the training as the purged bars touch, so that a
/// position that reaches across the edge is not known to both sides. (Simulating each piece by itself would begin every
/// group without position and indicators, which no account does, and cost C(N, k) searches.) Pure: the same bytes for any
/// number of workers.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="catalog">Where the candles are.</param>
public sealed class CrossValidationRun(CrossValidationPlan plan, ICandleCatalog catalog)
{
    private readonly DayGroups _groups = new(plan.Days, plan.Settings.Groups, plan.PurgeDays, plan.EmbargoDays);
    private readonly CombinatorialSplits _splits = new(plan.Settings.Groups, plan.Settings.TestGroups);

    /// <summary>Searches, and compares.</summary>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="onSets">Hears how many sets are done.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CrossValidationResult Execute(int workers, Action<int>? onSets = null, CancellationToken cancellation = default)
    {
        var candidates = new List<(Trial Trial, SetDays Days)>();
        var search = new ParameterSearch(plan.Search, new TrialEvaluator(plan.Search, catalog, cancellation));
        search.Run(
            workers,
            batch =>
            {
                // The days are summed while the search has them; it forgets those of most sets.
                candidates.AddRange(batch.Where(t => !double.IsNaN(t.Score)).Select(t => (t with { DailyReturns = null }, new SetDays(t.DailyReturns, _groups))));
                onSets?.Invoke(search.Trials.Count);
            },
            cancellation);
        return Judge(candidates, search);
    }

    private CrossValidationResult Judge(List<(Trial Trial, SetDays Days)> candidates, ParameterSearch search)
    {
        var chosen = _splits.TestGroups.Select(test => Choose(candidates, _groups.TrainingOf(test))).ToList();
        var idle = SetDays.Idle(_groups);
        var days = chosen.Select(c => c.Set < 0 ? idle : candidates[c.Set].Days).ToList();
        return new CrossValidationResult
        {
            Plan = plan,
            Trials = search.Trials.Count,
            Compared = candidates.Count,
            Best = search.Best is null ? null : search.Best with { DailyReturns = null },
            Splits = [.. _splits.TestGroups.Select((test, i) => new SplitResult(
                test,
                _groups.TrainingOf(test).Sum(p => _groups.Pieces[p].To - _groups.Pieces[p].From),
                chosen[i].Set < 0 ? null : candidates[chosen[i].Set].Trial,
                chosen[i].Sharpe,
                days[i].Sharpe(test.SelectMany(_groups.PiecesOf).ToArray(), _groups)))],
            Paths = [.. Enumerable.Range(0, _splits.Paths).Select(path => PathOf(path, days))],
        };
    }

    /// <summary>The first of the best sets in training; −1 where none has a Sharpe ratio there.</summary>
    private (int Set, double Sharpe) Choose(List<(Trial Trial, SetDays Days)> candidates, int[] training)
    {
        var (best, most) = (-1, double.NaN);
        for (var set = 0; set < candidates.Count; set++)
        {
            var sharpe = candidates[set].Days.Sharpe(training, _groups);
            if (sharpe > most || (best < 0 && !double.IsNaN(sharpe)))
            {
                (best, most) = (set, sharpe);
            }
        }

        return (best, most);
    }

    private TestPath PathOf(int path, List<SetDays> chosen)
    {
        var parts = Enumerable.Range(0, plan.Settings.Groups)
            .SelectMany(group => _groups.PiecesOf(group).Select(piece => (Set: chosen[_splits.SplitOf(path, group)], Piece: piece))).ToList();
        return new TestPath(SetDays.Sharpe(parts, _groups), parts.Aggregate(1.0, (growth, part) => growth * part.Set.Growth(part.Piece)) - 1);
    }
}
