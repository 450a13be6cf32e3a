using Backtester.Core.Market;

namespace Backtester.Data.Quality;

/// <summary>How much of a UTC day is there.</summary>
/// <param name="DayMs">Its first millisecond.</param>
/// <param name="Present">Candles that are there.</param>
/// <param name="Expected">Candles that the day holds; of the first and the last day those from the first candle on, and to the last.</param>
public readonly record struct DayCoverage(long DayMs, int Present, int Expected)
{
    private const long OneDayMs = 86_400_000;

    /// <summary>Every day from the first candle's to the last one's. A candle of several days stands for each of them.</summary>
    public static IReadOnlyList<DayCoverage> Of(Timeframe timeframe, ReadOnlySpan<long> times)
    {
        ArgumentNullException.ThrowIfNull(timeframe);
        if (times.IsEmpty)
        {
            return [];
        }

        var step = timeframe.Milliseconds;
        var firstDay = times[0] / OneDayMs;
        var end = times[^1] + step;
        var days = new int[(int)(((end + OneDayMs - 1) / OneDayMs) - firstDay)];
        foreach (var time in times)
        {
            for (var day = time; day < time + step; day += OneDayMs)
            {
                var index = (int)((day / OneDayMs) - firstDay);
                if (index < days.Length)
                {
                    days[index]++;
                }
            }
        }

        var coverage = new DayCoverage[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            var start = (firstDay + i) * OneDayMs;
            var (from, to) = (Math.Max(start, times[0]), Math.Min(start + OneDayMs, end));
            coverage[i] = new DayCoverage(start, days[i], step >= OneDayMs ? 1 : (int)((to - from + step - 1) / step));
        }

        return coverage;
    }
}
