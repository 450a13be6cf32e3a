using System.Globalization;
using System.Text;

namespace Backtester.Blazor.Tests.Recommendations;

/// <summary>
/// Four-hour candles that end at the last UTC midnight: recommendations are made as of now, so what they are made from and
/// judged by lies around now too. Closes swing over three days, so that averages cross often.
/// </summary>
public static class FreshMarket
{
    public const string Spec = """{"exchange":"fresh","symbols":["AAAUSDT"],"timeframe":"4h","strategy":"sma_cross","strategy_params":{"fast":3,"slow":8}}""";

    private const long Day = 86_400_000;
    private const long Step = Day / 6;

    /// <summary>UTC midnight of today, Unix ms.</summary>
    public static long Today => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / Day * Day;

    /// <summary>Candles of whole days.</summary>
    /// <param name="fromDay">First day, today is 0.</param>
    /// <param name="untilDay">End, exclusive.</param>
    public static string Csv(int fromDay, int untilDay)
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var time = Today + (fromDay * Day); time < Today + (untilDay * Day); time += Step)
        {
            var (open, close) = (Price(time - Step), Price(time));
            text.Append(CultureInfo.InvariantCulture, $"{time},{open:F4},{Math.Max(open, close) + 0.2:F4},{Math.Min(open, close) - 0.2:F4},{close:F4},10\n");
        }

        return text.ToString();
    }

    private static double Price(long time)
    {
        var bar = time / Step;
        return 100 + (6 * Math.Sin(bar / 3.0)) + (4 * Math.Sin(bar / 41.0)) + (0.5 * Math.Sin(bar * 1.7));
    }
}
