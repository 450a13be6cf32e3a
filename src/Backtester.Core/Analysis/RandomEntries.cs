using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>A run's positions beside the same positions at random times.</summary>
/// <param name="Positions">Number of positions compared.</param>
/// <param name="MeanReturn">Mean net return of the run's positions on their entry notional, a fraction.</param>
/// <param name="RandomMean">Mean over the paths of the same figure at random entries.</param>
/// <param name="RandomLow">Its 5 % quantile.</param>
/// <param name="RandomHigh">Its 95 % quantile.</param>
/// <param name="PValue">(1 + paths at least as good as the run) / (1 + paths): small where the entries are better than chance.</param>
/// <param name="Note">Why the figures are unknown (NaN); null where they are known.</param>
public sealed record RandomEntryResult(int Positions, double MeanReturn, double RandomMean, double RandomLow, double RandomHigh, double PValue, string? Note = null);

/// <summary>
/// Benchmark of random entries with the same exposure: each position keeps its symbol, side, bars held and costs in
/// shares of its notional, and is put, in random order and without overlap, somewhere in its symbol's candles; it enters
/// at an open and leaves at the open so many bars later (at the close of its bar where it was held for none).
/// </summary>
public static class RandomEntries
{
    /// <summary>Compares a run with <paramref name="paths"/> random ones; path p draws from the stream (seed, p).</summary>
    /// <param name="trades">The run's trades; partial exits of one entry count as one position, open ones not at all.</param>
    /// <param name="series">Candles of the run's symbols, cut to its range.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="paths">Number of paths.</param>
    public static RandomEntryResult Measure(IReadOnlyList<Trade> trades, IReadOnlyList<CandleSeries> series, long seed, int paths = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(paths);
        var books = trades.Where(t => !t.IsOpen).GroupBy(t => t.Symbol, StringComparer.Ordinal).Select(Book.Of).ToArray();
        var count = books.Sum(b => b.Positions.Length);
        if (count == 0)
        {
            return Unknown(0, "no closed trade");
        }

        var candles = new CandleSeries[books.Length];
        for (var i = 0; i < books.Length; i++)
        {
            var found = series.FirstOrDefault(s => s.Key.Symbol == books[i].Symbol);
            if (found is null || books[i].Positions.Sum(p => p.Bars + 1) > found.Count)
            {
                return Unknown(count, found is null ? $"no candles of {books[i].Symbol}" : $"positions in {books[i].Symbol} overlap");
            }

            candles[i] = found;
        }

        var actual = books.Sum(b => b.Positions.Sum(p => p.Return)) / count;
        var means = new double[paths];
        for (var path = 0; path < paths; path++)
        {
            var random = new CounterRandom(seed, path);
            var sum = 0.0;
            for (var i = 0; i < books.Length; i++)
            {
                sum += books[i].RandomSum(candles[i], ref random);
            }

            means[path] = sum / count;
        }

        var better = Array.FindAll(means, m => m >= actual).Length;
        Array.Sort(means);
        return new RandomEntryResult(
            count,
            actual,
            Moments.Mean(means),
            Quantile.OfSorted(means, 0.05),
            Quantile.OfSorted(means, 0.95),
            (1.0 + better) / (1 + paths));
    }

    private static RandomEntryResult Unknown(int count, string note) => new(count, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, note);

    private readonly record struct Position(int Bars, double Sign, double CostShare, double Return);

    /// <summary>The positions of one symbol.</summary>
    private sealed record Book(string Symbol, Position[] Positions)
    {
        private readonly Position[] _shuffled = [.. Positions];
        private readonly int[] _gaps = new int[Positions.Length];

        public static Book Of(IGrouping<string, Trade> trades) => new(
            trades.Key,
            [.. trades.GroupBy(t => (t.EntryBar, t.Direction, t.Strategy)).Select(entry =>
            {
                var notional = entry.Sum(t => t.EntryPrice * t.Quantity);
                return new Position(
                    entry.Max(t => t.ExitBar) - entry.Key.EntryBar,
                    entry.Key.Direction == Direction.Long ? 1 : -1,
                    entry.Sum(t => t.Fees + t.Slippage - t.Funding) / notional,
                    entry.Sum(t => t.ProfitLoss) / notional);
            })]);

        public double RandomSum(CandleSeries candles, ref CounterRandom random)
        {
            // A position covers its entry and exit bar; what is left over is cut at sorted random places.
            var free = candles.Count;
            for (var i = 0; i < _shuffled.Length; i++)
            {
                var other = i + random.NextInt(_shuffled.Length - i);
                (_shuffled[i], _shuffled[other]) = (_shuffled[other], _shuffled[i]);
                free -= _shuffled[i].Bars + 1;
            }

            for (var i = 0; i < _gaps.Length; i++)
            {
                _gaps[i] = random.NextInt(free + 1);
            }

            Array.Sort(_gaps);
            var (covered, sum) = (0, 0.0);
            for (var i = 0; i < _gaps.Length; i++)
            {
                var position = _shuffled[i];
                var entry = _gaps[i] + covered;
                var exit = position.Bars == 0 ? candles.Close[entry] : candles.Open[entry + position.Bars];
                sum += (position.Sign * ((exit / candles.Open[entry]) - 1)) - position.CostShare;
                covered += position.Bars + 1;
            }

            return sum;
        }
    }
}
