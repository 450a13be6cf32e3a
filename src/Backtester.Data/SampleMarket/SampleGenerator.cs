using Backtester.Core.Market;

namespace Backtester.Data.SampleMarket;

/// <summary>
/// One-minute candles of one instrument. Log price x (0 at the start price) moves by
/// drift of the regimes + pull back to the middle + volatility × (market noise, own noise), where both volatilities
/// breathe with the regimes, a slow wave of their own and the time of day. Opens differ from the close before by a few
/// ticks now and then. Volume rises with volatility, the size of the move and the time of day; takers buy more in
/// minutes that rise. Every number is a function of (symbol, minute) and of the path before.
/// </summary>
internal static class SampleGenerator
{
    private const ulong MarketNoise = 1000;
    private const ulong MarketRegime = 1001;
    private const ulong Streams = 16;
    private const double PullADay = 0.006;
    private const double SteepPullADay = 0.05;

    /// <summary>Volume by hour of the day, UTC: quiet after midnight in New York, busiest when Europe and America overlap.</summary>
    private static readonly double[] VolumeByHour =
    [
        1.05, 0.95, 0.85, 0.78, 0.72, 0.70, 0.74, 0.86, 0.95, 0.98, 0.95, 0.96,
        1.05, 1.30, 1.55, 1.50, 1.35, 1.15, 1.05, 1.00, 1.02, 1.00, 0.92, 0.98,
    ];

    private static readonly double[] PowersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    /// <summary>Generates candles from the begin of the sample market on.</summary>
    /// <param name="symbol">The instrument.</param>
    /// <param name="startMs">Open time of the first candle, Unix ms.</param>
    /// <param name="count">Number of minutes.</param>
    /// <param name="take">Receives the candles in order.</param>
    public static void Generate(SampleSymbol symbol, long startMs, int count, Action<Candle> take)
    {
        var stream = symbol.Stream * Streams;
        var (market, own) = (new SampleRegime(MarketRegime), new SampleRegime(stream));
        var tick = PowersOfTen[symbol.PriceDecimals];
        var lot = PowersOfTen[symbol.LotDecimals];
        var ownShare = Math.Sqrt(1 - (symbol.MarketShare * symbol.MarketShare));
        double x = 0, breath = 0;
        var close = symbol.StartPrice;
        for (var minute = 0; minute < count; minute++)
        {
            var hour = minute / 60;
            if (minute % 60 == 0)
            {
                market.MoveTo(hour);
                own.MoveTo(hour);
                breath = (0.97 * breath) + (0.08 * SampleNumbers.Bell(stream + 1, hour));
            }

            // The second factor of each product of regimes is damped, so that two storms do not multiply fully.
            var busy = VolumeAt(startMs, minute);
            var wave = SampleNumbers.Exp(breath);
            var volatility = symbol.Volatility * market.Volatility * (0.6 + (0.4 * own.Volatility)) * wave * (0.55 + (0.45 * busy));
            var noise = (symbol.MarketShare * SampleNumbers.Bell(MarketNoise, minute)) + (ownShare * SampleNumbers.Bell(stream + 2, minute));
            var step = volatility * noise;
            var drift = (0.75 * market.Drift) + (0.5 * own.Drift);
            x += drift + step - (((PullADay * x) + (SteepPullADay * x * x * x)) / 1440);

            var open = OpenAfter(close, tick, symbol.StartPrice, volatility, SampleNumbers.Bits(stream + 3, minute));
            close = Math.Max(1, Math.Round(symbol.StartPrice * SampleNumbers.Exp(x) * tick)) / tick;
            var reach = SampleNumbers.Bits(stream + 4, minute);
            var high = Beyond(Math.Max(open, close), volatility, reach & 0xFFFF, tick, up: true);
            var low = Beyond(Math.Min(open, close), volatility, (reach >> 16) & 0xFFFF, tick, up: false);

            var move = volatility > 0 ? step / volatility : 0;
            var crowd = SampleNumbers.Exp(0.55 * SampleNumbers.Bell(stream + 5, minute));
            var turnover = symbol.MinuteTurnover * market.Volume * (0.6 + (0.4 * own.Volume)) * wave * busy * crowd * (0.45 + (0.5 * Math.Abs(move)) + (0.12 * move * move));
            var volume = Math.Max(1, Math.Round(turnover / close * lot)) / lot;
            var buyers = Math.Clamp(0.5 + (0.11 * move) + (0.07 * SampleNumbers.Bell(stream + 6, minute)), 0.03, 0.97);
            var average = (open + high + low + close) / 4;
            take(new Candle(
                startMs + (minute * 60_000L),
                open,
                high,
                low,
                close,
                volume,
                Math.Round(volume * average * 100) / 100,
                Math.Max(1, Math.Round(volume * average / symbol.TradeSize * (0.7 + (0.6 * SampleNumbers.Uniform(stream + 7, minute))))),
                Math.Round(volume * buyers * lot) / lot));
        }
    }

    /// <summary>Three of four candles open where the last one closed, the others a little off.</summary>
    private static double OpenAfter(double close, double tick, double start, double volatility, ulong bits)
    {
        if (close == start || (bits & 3) != 0)
        {
            return close;
        }

        var gap = close * volatility * 0.25 * SampleNumbers.Bell(bits >> 2);
        return Math.Max(1, Math.Round((close + gap) * tick)) / tick;
    }

    /// <summary>A wick from the body on, in ticks; short ones are the common ones.</summary>
    private static double Beyond(double edge, double volatility, ulong draw, double tick, bool up)
    {
        var share = draw / 65536.0;
        var wick = Math.Round(edge * volatility * 1.4 * share * share * tick);
        var ticks = Math.Round(edge * tick);
        return Math.Max(1, up ? ticks + wick : ticks - wick) / tick;
    }

    /// <summary>The day's pattern between full hours in a straight line; weekends are quieter.</summary>
    private static double VolumeAt(long startMs, int minute)
    {
        var ofEpoch = (startMs / 60_000) + minute;
        var ofDay = (int)(ofEpoch % 1440);
        var (hour, part) = (ofDay / 60, (ofDay % 60) / 60.0);
        var level = (VolumeByHour[hour] * (1 - part)) + (VolumeByHour[(hour + 1) % 24] * part);

        // 1970-01-01 was a Thursday: day 2 and 3 of each seven are Saturday and Sunday.
        var weekday = ofEpoch / 1440 % 7;
        return weekday is 2 or 3 ? level * 0.7 : level;
    }
}
