using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Persistence.Runs;

/// <summary>The account at the last bar of one UTC day. Drawdowns are fractions ≤ 0, the initial equity counts as a peak.</summary>
/// <param name="DayMs">Start of the day, Unix ms.</param>
/// <param name="TimeMs">Open time of its last bar, Unix ms.</param>
/// <param name="Equity">Equity at that bar's close.</param>
/// <param name="Cash">Cash at that bar's close.</param>
/// <param name="OpenPositions">Open positions at that bar's close.</param>
/// <param name="TotalTrades">Trades closed so far.</param>
/// <param name="Drawdown">Drawdown at that bar.</param>
/// <param name="WorstDrawdown">Lowest drawdown of the day's bars.</param>
/// <param name="WorstDrawdownSoFar">Lowest drawdown of all bars so far.</param>
public sealed record DailyRow(
    long DayMs,
    long TimeMs,
    double Equity,
    double Cash,
    int OpenPositions,
    int TotalTrades,
    double Drawdown,
    double WorstDrawdown,
    double WorstDrawdownSoFar)
{
    private static readonly Timeframe Day = Timeframe.Parse("1d");

    /// <summary>Condenses the curve of every bar to a row a day; days without a bar have none.</summary>
    /// <param name="curve">The account at each bar, times rising.</param>
    /// <param name="trades">The run's trades, in any order.</param>
    public static IReadOnlyList<DailyRow> FromCurve(EquityCurve curve, IReadOnlyList<Trade> trades)
    {
        var closed = trades.Where(t => t.ClosedAtMs is not null).Select(t => t.ClosedAtMs!.Value).Order().ToArray();
        var rows = new List<DailyRow>();
        var peak = curve.InitialEquity;
        var worst = 0.0;
        var worstSoFar = 0.0;
        var done = 0;
        for (var i = 0; i < curve.Count; i++)
        {
            var equity = curve.Equity[i];
            peak = Math.Max(peak, equity);
            var drawdown = (equity / peak) - 1;
            worst = Math.Min(worst, drawdown);
            var day = Day.Floor(curve.TimeMs[i]);
            if (i + 1 < curve.Count && Day.Floor(curve.TimeMs[i + 1]) == day)
            {
                continue;
            }

            while (done < closed.Length && closed[done] <= curve.TimeMs[i])
            {
                done++;
            }

            worstSoFar = Math.Min(worstSoFar, worst);
            rows.Add(new DailyRow(day, curve.TimeMs[i], equity, curve.Cash[i], curve.OpenPositions[i], done, drawdown, worst, worstSoFar));
            worst = 0;
        }

        return rows;
    }
}
