using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>
/// Equity at UTC day ends: of each day the value at the close of its last bar (a bar belongs to the day of its open
/// time), from the first bar's day to the last bar's. Columns of equal length, one row a day.
/// </summary>
/// <param name="DayMs">Start of each UTC day, Unix ms.</param>
/// <param name="LastBar">Row of the curve's last bar at or before the day's end.</param>
/// <param name="Equity">Equity at the day's end; a day without bars carries the one before.</param>
/// <param name="Returns">Simple returns; the first from the initial equity, an idle day 0. NaN after an equity of 0 or below.</param>
/// <param name="Initial">Equity before the first bar.</param>
public sealed record DailyEquity(long[] DayMs, int[] LastBar, double[] Equity, double[] Returns, double Initial)
{
    /// <summary>Milliseconds of a UTC day.</summary>
    public const long MsPerDay = 86_400_000;

    /// <summary>Number of days.</summary>
    public int Count => DayMs.Length;

    /// <summary>Samples a curve.</summary>
    /// <param name="curve">The account at each bar.</param>
    /// <param name="idleDays">
    /// True (markets that never close) gives days without bars a row of return 0; false (markets with sessions, whose
    /// year has 252 days) leaves them out.
    /// </param>
    public static DailyEquity Sample(EquityCurve curve, bool idleDays = true)
    {
        var (days, rows) = DayEnds.Of(curve.TimeMs, idleDays);
        var equity = new double[days.Length];
        for (var i = 0; i < equity.Length; i++)
        {
            equity[i] = curve.Equity[rows[i]];
        }

        var returns = new double[equity.Length];
        FillReturns(equity, curve.InitialEquity, returns);
        return new DailyEquity(days, rows, equity, returns, curve.InitialEquity);
    }

    /// <summary>r_t = E_t/E_{t−1} − 1 with E_{−1} = <paramref name="initial"/>; NaN where the earlier equity is not above 0.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void FillReturns(ReadOnlySpan<double> equity, double initial, Span<double> returns)
    {
        if (returns.Length != equity.Length)
        {
            throw new ArgumentException($"returns: {returns.Length} values for {equity.Length} of equity", nameof(returns));
        }

        var before = initial;
        for (var i = 0; i < equity.Length; i++)
        {
            returns[i] = before > 0 ? (equity[i] / before) - 1 : double.NaN;
            before = equity[i];
        }
    }
}
