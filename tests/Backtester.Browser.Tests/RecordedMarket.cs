using System.Globalization;
using System.Text;

namespace Backtester.Browser.Tests;

/// <summary>Candles as somebody might have recorded them, with what goes wrong in records: a hole and a spike.</summary>
internal static class RecordedMarket
{
    private const long FirstMs = 1_704_067_200_000; // 2024-01-01T00:00:00Z
    private const int Hours = 2000;

    /// <summary>Imports one instrument on two markets, of which the second is a little dearer, and a universe of both markets' symbols.</summary>
    public static async Task RecordAsync(PortalProcess portal)
    {
        foreach (var (exchange, dearer) in new[] { ("binance", 0.0), ("bybit", 0.001) })
        {
            var file = Path.Combine(portal.DataDirectory, $"{exchange}.csv");
            await File.WriteAllTextAsync(file, Csv(dearer));
            await portal.CommandAsync("candles", "import", file, "--exchange", exchange, "--symbol", "BTCUSDT", "--timeframe", "1h");
            File.Delete(file);
        }

        var universe = Path.Combine(portal.DataDirectory, "most-traded.yaml");
        await File.WriteAllTextAsync(universe, "exchange: sample\nrule: {quote: USDT, top: 2, by: quote_volume, days: 30, listed_days: 30, every: month}\n");
        await portal.CommandAsync("candles", "universe", "save", "most-traded", universe);
        File.Delete(universe);
    }

    private static string Csv(double dearer)
    {
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < Hours; i++)
        {
            // Thirty hours were never recorded.
            if (i is >= 700 and < 730)
            {
                continue;
            }

            var (open, close) = (Price(i - 1, dearer), Price(i, dearer));
            var high = Math.Max(open, close) * (i == 1200 ? 1.6 : 1.002); // One wick that no other market saw.
            text.AppendLine(string.Join(',', new[] { FirstMs + (i * 3_600_000L), open, high, Math.Min(open, close) * 0.998, close, 10 + (i % 24) }
                .Select(v => v.ToString("0.####", CultureInfo.InvariantCulture))));
        }

        return text.ToString();
    }

    private static double Price(int hour, double dearer) =>
        42_000 * (1 + (0.2 * Math.Sin(hour / 160.0)) + (0.01 * Math.Sin(hour / 3.0))) * (1 + (dearer * Math.Cos(hour / 90.0)));
}
