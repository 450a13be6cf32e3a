using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>What the metrics need of the trades, added up in the order of exit.</summary>
internal sealed class TradeColumns
{
    /// <summary>Reads the trades once.</summary>
    public TradeColumns(IReadOnlyList<Trade> trades)
    {
        var (all, longs, shorts) = (new List<double>(trades.Count), new List<double>(), new List<double>());
        var (durationMs, barsHeld, mae, mfe, excursions) = (0.0, 0.0, 0.0, 0.0, 0);
        for (var i = 0; i < trades.Count; i++)
        {
            var trade = trades[i];
            Fees += trade.Fees;
            Notional += trade.Quantity * trade.EntryPrice;
            if (trade.IsOpen)
            {
                Open++;
                continue;
            }

            all.Add(trade.ProfitLoss);
            (trade.Direction == Direction.Long ? longs : shorts).Add(trade.ProfitLoss);
            Notional += trade.Quantity * trade.ExitPrice;
            ProfitBeforeCosts += trade.ProfitLoss + trade.Fees + trade.Slippage - trade.Funding;
            Slippage += trade.Slippage;
            Funding += trade.Funding;
            durationMs += (trade.ClosedAtMs ?? trade.OpenedAtMs) - trade.OpenedAtMs;
            barsHeld += trade.ExitBar - trade.EntryBar;
            if (!double.IsNaN(trade.Mae) && !double.IsNaN(trade.Mfe))
            {
                mae += trade.Mae;
                mfe += trade.Mfe;
                excursions++;
            }
        }

        All = TradeStatistics.Of([.. all]);
        Long = TradeStatistics.Of([.. longs]);
        Short = TradeStatistics.Of([.. shorts]);
        AverageDurationSeconds = durationMs / 1000 / All.Count;
        AverageBarsHeld = barsHeld / All.Count;
        AverageMae = mae / excursions;
        AverageMfe = mfe / excursions;
    }

    public TradeStatistics All { get; }

    public TradeStatistics Long { get; }

    public TradeStatistics Short { get; }

    public int Open { get; }

    public double Fees { get; }

    public double Slippage { get; }

    public double Funding { get; }

    public double Notional { get; }

    public double ProfitBeforeCosts { get; }

    public double AverageDurationSeconds { get; }

    public double AverageBarsHeld { get; }

    public double AverageMae { get; }

    public double AverageMfe { get; }
}
