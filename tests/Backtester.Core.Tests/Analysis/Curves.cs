using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Tests.Analysis;

/// <summary>Small accounts and trades for tests.</summary>
internal static class Curves
{
    public const long Hour = 3_600_000;
    public const long Day = 24 * Hour;

    /// <summary>2024-01-01T00:00:00Z, a Monday.</summary>
    public const long Start = 1_704_067_200_000;

    public static EquityCurve Of(double initial, long barMs, params double[] equity) => At(initial, [.. equity.Select((_, i) => Start + (i * barMs))], equity);

    public static EquityCurve At(double initial, long[] times, double[] equity) =>
        new(times, equity, [.. equity], new int[equity.Length], initial);

    /// <summary>Equity that follows seeded normal daily returns, 24 bars a day on a straight line.</summary>
    public static EquityCurve Random(int seed, int days, double initial = 10_000, double mean = 0.001, double deviation = 0.02)
    {
        var random = new Random(seed);
        var (times, equity, value) = (new List<long>(), new List<double>(), initial);
        for (var day = 0; day < days; day++)
        {
            var next = value * (1 + mean + (deviation * Normal(random)));
            for (var hour = 0; hour < 24; hour++)
            {
                times.Add(Start + (day * Day) + (hour * Hour));
                equity.Add(value + ((next - value) * (hour + 1) / 24));
            }

            value = next;
        }

        return At(initial, [.. times], [.. equity]);
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static Trade Trade(double profit, Direction direction = Direction.Long, int entryBar = 0, int exitBar = 1, double quantity = 1, double price = 100, double fees = 0, string symbol = "BTCUSDT", ExitReason reason = ExitReason.Signal) => new()
    {
        Symbol = symbol,
        Strategy = "test",
        Direction = direction,
        Quantity = quantity,
        EntryBar = entryBar,
        EntryPrice = price,
        OpenedAtMs = Start + (entryBar * Hour),
        ExitBar = exitBar,
        ExitPrice = price + ((direction == Direction.Long ? 1 : -1) * (profit + fees) / quantity),
        ClosedAtMs = Start + (exitBar * Hour),
        Fees = fees,
        ProfitLoss = profit,
        ExitReason = reason,
    };

    public static CandleSeries Candles(string symbol, long barMs, params double[] closes) => CandleSeries.FromCandles(
        new SeriesKey("test", symbol, Timeframe.All.Single(t => t.Milliseconds == barMs)),
        [.. closes.Select((c, i) => new Candle(Start + (i * barMs), i == 0 ? c : closes[i - 1], c, c, c, 1))]);
}
