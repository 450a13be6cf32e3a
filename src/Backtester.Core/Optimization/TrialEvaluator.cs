using Backtester.Core.Market;
using Backtester.Core.Optimization.Across;

namespace Backtester.Core.Optimization;

/// <summary>
/// Simulates sets of parameters over the candles of a search: on its one market, or on each of several with an account of
/// its own, of which one trial is made. Safe for any number of threads; no number depends on how the sets are grouped.
/// </summary>
public sealed class TrialEvaluator
{
    private readonly SearchPlan _plan;
    private readonly IReadOnlyList<MarketEvaluator> _markets;
    private readonly MarketAggregate? _aggregate;

    /// <summary>Reads the candles of a search.</summary>
    public TrialEvaluator(SearchPlan plan, ICandleCatalog catalog, CancellationToken cancellation = default)
    {
        _plan = plan;
        _markets = [.. plan.Markets.Select(market => new MarketEvaluator(plan, market, catalog, cancellation))];
        _aggregate = plan.Settings.Across is { } across
            ? new MarketAggregate(across.Aggregate, [.. plan.Markets.Select(m => (string.Join(',', m.Spec.Symbols), m.Spec.Timeframe.Name))], [.. _markets.Select(m => m.DaysMs)])
            : null;
    }

    /// <summary>Candles that one set walks, on all markets together.</summary>
    public long BarsPerSet => _markets.Sum(m => m.BarsPerSet);

    /// <summary>The UTC days of the first market's daily returns, Unix ms.</summary>
    internal long[] DaysMs => _markets[0].DaysMs;

    /// <summary>Simulates points; the trials come in their order.</summary>
    /// <param name="points">Index into each axis.</param>
    /// <param name="firstNumber">Number of the first trial.</param>
    /// <param name="workers">Threads; no result depends on it.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Trial[] Evaluate(IReadOnlyList<int[]> points, int firstNumber, int workers, CancellationToken cancellation = default)
    {
        Trial[] New() => [.. points.Select((point, i) => new Trial(firstNumber + i, point, _plan.Space.ParametersAt(point)))];
        if (_aggregate is null)
        {
            return _markets[0].Evaluate(New(), workers, cancellation);
        }

        var byMarket = _markets.Select(market => market.Evaluate(New(), workers, cancellation)).ToList();
        return [.. Enumerable.Range(0, points.Count).Select(i => _aggregate.Of([.. byMarket.Select(trials => trials[i])]))];
    }
}
