using System.Globalization;
using System.Text;

namespace Backtester.Blazor.Tests;

/// <summary>A few hundred hourly candles whose closes swing like a slow sine, so that averages cross some times.</summary>
public static class SmallMarket
{
    public const int Rows = 600;

    public const long FirstOpenMs = 1_704_067_200_000; // 2024-01-01T00:00:00Z

    public const string Spec = """{"name":"small","exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross","strategy_params":{"fast":5,"slow":20}}""";

    public static string Csv()
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < Rows; i++)
        {
            var (open, close) = (Price(i - 1), Price(i));
            text.Append(CultureInfo.InvariantCulture, $"{FirstOpenMs + (i * 3_600_000L)},{open:F4},{Math.Max(open, close) + 0.5:F4},{Math.Min(open, close) - 0.5:F4},{close:F4},{10 + (i % 7)}\n");
        }

        return text.ToString();
    }

    private static double Price(int i) => 100 + (10 * Math.Sin(i / 15.0));
}
