using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Across;

/// <summary>
/// Makes one trial of a set's trials on several markets: score, objectives and metrics are the mean, the median or the
/// worst over the markets, each unknown where one of them is; the daily returns are those of equal parts in all accounts.
/// </summary>
internal sealed class MarketAggregate
{
    private readonly string _aggregate;
    private readonly IReadOnlyList<(string Symbols, string Timeframe)> _markets;
    private readonly int[][] _places;
    private readonly int _days;

    /// <summary>An aggregate over markets.</summary>
    /// <param name="aggregate">mean, median or worst.</param>
    /// <param name="markets">Symbols and timeframe of each.</param>
    /// <param name="days">The UTC days of each, Unix ms, rising.</param>
    public MarketAggregate(string aggregate, IReadOnlyList<(string Symbols, string Timeframe)> markets, IReadOnlyList<long[]> days)
    {
        (_aggregate, _markets) = (aggregate, markets);
        var all = days.SelectMany(d => d).Distinct().Order().ToArray();
        (_days, _places) = (all.Length, [.. days.Select(d => Array.ConvertAll(d, day => Array.BinarySearch(all, day)))]);
    }

    /// <summary>One trial of those on each market, which have the same number and parameters.</summary>
    public Trial Of(IReadOnlyList<Trial> trials)
    {
        var first = trials[0] with { Walked = trials.Select(t => t.Walked).FirstOrDefault(w => w.Reason is not null, trials[0].Walked) };
        for (var market = 0; market < trials.Count; market++)
        {
            if (!trials[market].IsMeasured)
            {
                return trials[market] with { Note = $"{trials[market].Note} ({Label(market)})" };
            }
        }

        var unscored = Enumerable.Range(0, trials.Count).Where(m => double.IsNaN(trials[m].Score)).ToList();
        var returns = EqualParts(trials);
        return first with
        {
            Score = unscored.Count > 0 ? double.NaN : Over([.. trials.Select(t => t.Score)]),
            Note = unscored.Count > 0 ? $"{Label(unscored[0])}: {trials[unscored[0]].Note}" : null,
            Objectives = trials.All(t => t.Objectives is not null)
                ? [.. Enumerable.Range(0, first.Objectives!.Length).Select(i => Over([.. trials.Select(t => t.Objectives![i])]))]
                : null,
            Metrics = Trial.MetricNames.ToDictionary(name => name, name => Over([.. trials.Select(t => t.Metrics![name])], MetricCatalog.Find(name)!.Preference == MetricPreference.Lower), StringComparer.Ordinal),
            Markets = [.. trials.Select((t, m) => new MarketTrial(_markets[m].Symbols, _markets[m].Timeframe, t.Score, t.Metrics!, t.Note))],
            JointSharpe = SharpeRatio.Annual(returns),
            DailyReturns = returns,
        };
    }

    /// <summary>Mean, median or worst; unknown where one is.</summary>
    internal double Over(double[] values, bool lessIsBetter = false)
    {
        if (Array.Exists(values, double.IsNaN))
        {
            return double.NaN;
        }

        switch (_aggregate)
        {
            case "worst":
                return lessIsBetter ? values.Max() : values.Min();
            case "median":
                Array.Sort(values);
                return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
            default:
                return Moments.Mean(values);
        }
    }

    private string Label(int market) => $"{_markets[market].Symbols} {_markets[market].Timeframe}";

    // An account that has no candles yet, or no more, rests.
    private double[] EqualParts(IReadOnlyList<Trial> trials)
    {
        var returns = new double[_days];
        for (var market = 0; market < trials.Count; market++)
        {
            var (own, places) = (trials[market].DailyReturns!, _places[market]);
            for (var day = 0; day < own.Length; day++)
            {
                returns[places[day]] += own[day] / trials.Count;
            }
        }

        return returns;
    }
}
