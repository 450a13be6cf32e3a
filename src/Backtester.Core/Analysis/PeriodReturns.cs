namespace Backtester.Core.Analysis;

/// <summary>The return of one calendar month or year, UTC.</summary>
/// <param name="Year">Year.</param>
/// <param name="Month">1 to 12; 0 for the whole year.</param>
/// <param name="Return">Equity at its last day end over that of the period before − 1; the first from the initial equity. NaN after an equity of 0 or below.</param>
public readonly record struct PeriodReturn(int Year, int Month, double Return);

/// <summary>Returns by calendar month and year; the first and last period may be partly covered.</summary>
public static class PeriodReturns
{
    /// <summary>One row a month, from the first day's to the last day's.</summary>
    public static IReadOnlyList<PeriodReturn> Monthly(DailyEquity daily) => By(daily, d => (d.Year, d.Month));

    /// <summary>One row a year.</summary>
    public static IReadOnlyList<PeriodReturn> Yearly(DailyEquity daily) => By(daily, d => (d.Year, 0));

    private static List<PeriodReturn> By(DailyEquity daily, Func<DateTime, (int Year, int Month)> period)
    {
        var rows = new List<PeriodReturn>();
        var before = daily.Initial;
        for (var day = 0; day < daily.Count; day++)
        {
            var key = period(DateTime.UnixEpoch.AddMilliseconds(daily.DayMs[day]));
            var last = day + 1 == daily.Count || period(DateTime.UnixEpoch.AddMilliseconds(daily.DayMs[day + 1])) != key;
            if (last)
            {
                rows.Add(new PeriodReturn(key.Year, key.Month, before > 0 ? (daily.Equity[day] / before) - 1 : double.NaN));
                before = daily.Equity[day];
            }
        }

        return rows;
    }
}
