using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Runs;

/// <summary>A trade that touches doubtful candles.</summary>
/// <param name="Index">Its place in the run's list of trades, 0-based.</param>
/// <param name="Doubt">Everything that is doubtful about the candles from its entry to its exit.</param>
public readonly record struct DoubtfulTrade(int Index, CandleDoubt Doubt);

/// <summary>Which trades of a run touch doubtful candles, and how much of its profit they carry (docs/data-quality.md).</summary>
/// <param name="Trades">The trades, in order.</param>
/// <param name="Profit">Their net profit, quote currency; open trades have none.</param>
/// <param name="Total">Net profit of all trades of the run.</param>
public sealed record DoubtfulTrades(IReadOnlyList<DoubtfulTrade> Trades, double Profit, double Total)
{
    /// <summary>Profit of the doubtful trades as a share of that of all, in percent; NaN where the run has no profit or loss.</summary>
    public double SharePercent => Total == 0 ? double.NaN : Profit / Math.Abs(Total) * 100;

    /// <summary>Marks trades.</summary>
    /// <param name="trades">All trades of the run.</param>
    /// <param name="series">The recorded candles of its symbols, cut to its range, holes not filled.</param>
    /// <param name="filled">True where the run filled the holes: each candle that it made up is doubtful, not only the one after the hole.</param>
    public static DoubtfulTrades Of(IReadOnlyList<Trade> trades, IEnumerable<CandleSeries> series, bool filled)
    {
        ArgumentNullException.ThrowIfNull(trades);
        var doubts = trades.Count == 0 ? [] : series.ToDictionary(s => s.Key.Symbol, s => Stretches(s, filled));
        var marked = new List<DoubtfulTrade>();
        var (profit, total) = (0.0, 0.0);
        for (var i = 0; i < trades.Count; i++)
        {
            var trade = trades[i];
            var net = trade.IsOpen ? 0 : trade.ProfitLoss;
            total += net;
            if (doubts.TryGetValue(trade.Symbol, out var stretches)
                && Touched(stretches, trade.OpenedAtMs, trade.ClosedAtMs ?? long.MaxValue) is var doubt and not CandleDoubt.None)
            {
                marked.Add(new DoubtfulTrade(i, doubt));
                profit += net;
            }
        }

        return new DoubtfulTrades(marked, profit, total);
    }

    /// <summary>Where candles are doubtful: from the first missing open time, or the candle's own, to the candle's own; rising and apart.</summary>
    private static List<(long From, long To, CandleDoubt Doubt)> Stretches(CandleSeries series, bool filled)
    {
        var times = series.OpenTimeMs;
        var stretches = new List<(long, long, CandleDoubt)>();
        foreach (var (row, doubt) in CandleScan.Of(series).Doubtful)
        {
            var isAfterGap = doubt.HasFlag(CandleDoubt.AfterGap);
            stretches.Add((
                isAfterGap ? times[row - 1] + series.Key.Timeframe.Milliseconds : times[row],
                times[row],
                filled && isAfterGap ? doubt | CandleDoubt.Filled : doubt));
        }

        return stretches;
    }

    private static CandleDoubt Touched(List<(long From, long To, CandleDoubt Doubt)> stretches, long opened, long closed)
    {
        // The first stretch that ends at or after the entry.
        var (low, high) = (0, stretches.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = stretches[middle].To < opened ? (middle + 1, high) : (low, middle);
        }

        var doubt = CandleDoubt.None;
        for (; low < stretches.Count && stretches[low].From <= closed; low++)
        {
            doubt |= stretches[low].Doubt;
        }

        return doubt;
    }
}
