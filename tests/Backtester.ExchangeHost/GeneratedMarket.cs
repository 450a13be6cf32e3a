using Backtester.Core.Market;

namespace Backtester.ExchangeHost;

/// <summary>
/// Candles that are a function of instrument and time: minutes from waves and a hash, longer ones from their minutes.
/// Numbers are short decimals, so that their text gives back the same double.
/// </summary>
public sealed class GeneratedMarket(ExchangeServerOptions options)
{
    private const long Minute = 60_000;
    private const long Hour = 3_600_000;

    /// <summary>Instruments with the price they begin near, most traded first.</summary>
    public static IReadOnlyList<(string Base, double Price)> Assets { get; } =
        [("BTC", 30_000), ("ETH", 2_000), ("SOL", 100), ("XRP", 0.6), ("DOGE", 0.08), ("ADA", 0.4), ("LINK", 15), ("AVAX", 25)];

    private static readonly Dictionary<string, double> PriceOf = Assets.ToDictionary(a => a.Base, a => a.Price, StringComparer.Ordinal);

    /// <summary>What the exchange shows of a range at its present time: finished candles and the unfinished last one.</summary>
    public IEnumerable<Candle> Shown(string asset, Timeframe timeframe, long fromMs, long toMs)
    {
        var now = options.NowMs();
        for (var open = timeframe.Floor(Math.Max(fromMs, options.ListedMs - timeframe.Milliseconds)); open < Math.Min(toMs, now); open += timeframe.Milliseconds)
        {
            if (open >= fromMs && Candle(asset, timeframe, open, now) is { } candle)
            {
                yield return candle;
            }
        }
    }

    /// <summary>The newest candles of a range, newest first.</summary>
    public IEnumerable<Candle> ShownBackwards(string asset, Timeframe timeframe, long fromMs, long toMs)
    {
        var now = options.NowMs();
        for (var open = timeframe.Floor(Math.Min(toMs, now) - 1); open >= Math.Max(fromMs, timeframe.Floor(options.ListedMs)); open -= timeframe.Milliseconds)
        {
            if (Candle(asset, timeframe, open, now) is { } candle)
            {
                yield return candle;
            }
        }
    }

    /// <summary>The finished candles of a range: what a complete download must hold.</summary>
    public List<Candle> Finished(string asset, Timeframe timeframe, long fromMs, long toMs)
    {
        var now = options.NowMs();
        return [.. Shown(asset, timeframe, fromMs, toMs).Where(c => c.OpenTimeMs + timeframe.Milliseconds <= now)];
    }

    /// <summary>Funding payments of a range, every eight hours since the listing.</summary>
    public IEnumerable<(long TimeMs, double Rate)> Funding(string asset, long fromMs, long toMs)
    {
        var start = (Math.Max(fromMs, options.ListedMs) + (8 * Hour) - 1) / (8 * Hour) * (8 * Hour);
        for (var time = start; time < toMs && time <= options.NowMs(); time += 8 * Hour)
        {
            yield return (time, Math.Round((Unit(asset, time, 9) - 0.4) * 0.0005, 8));
        }
    }

    /// <summary>Traded in the last 24 hours, quote asset: falls with the place in the list.</summary>
    public static double QuoteVolume(string asset) => 1e9 / (1 + Assets.ToList().FindIndex(a => a.Base == asset));

    private Candle? Candle(string asset, Timeframe timeframe, long open, long now)
    {
        var end = Math.Min(open + timeframe.Milliseconds, ((now - 1) / Minute * Minute) + Minute);
        Candle? whole = null;
        for (var time = open; time < end; time += Minute)
        {
            if (Exists(asset, time))
            {
                var minute = MinuteOf(asset, time, unfinished: time + Minute > now);
                whole = whole is { } sum ? Join(sum, minute) : minute with { OpenTimeMs = open };
            }
        }

        return whole is { } candle
            ? candle with { Volume = Math.Round(candle.Volume, 5), QuoteVolume = Math.Round(candle.QuoteVolume, 5), TakerBuyVolume = Math.Round(candle.TakerBuyVolume, 5) }
            : null;
    }

    private static Candle Join(Candle a, Candle b) => new(
        a.OpenTimeMs, a.Open, Math.Max(a.High, b.High), Math.Min(a.Low, b.Low), b.Close,
        a.Volume + b.Volume, a.QuoteVolume + b.QuoteVolume, a.TradeCount + b.TradeCount, a.TakerBuyVolume + b.TakerBuyVolume);

    private bool Exists(string asset, long time)
    {
        if (time < options.ListedMs || options.Halts.Any(h => h.Contains(time)))
        {
            return false;
        }

        var hour = time / Hour * Hour;
        return Unit(asset, hour, 1) >= options.HoleShare || Unit(asset, time, 2) >= 0.3;
    }

    private Candle MinuteOf(string asset, long time, bool unfinished)
    {
        var (open, close) = (Price(asset, time - Minute), Price(asset, time));
        var tick = Tick(asset);
        var volume = Math.Round(1 + (Unit(asset, time, 3) * 50), 5);
        var candle = new Candle(
            time, open,
            Math.Round(Math.Max(open, close) + (tick * (int)(Unit(asset, time, 4) * 20)), 6),
            Math.Round(Math.Min(open, close) - (tick * (int)(Unit(asset, time, 5) * 20)), 6),
            close, volume, Math.Round(volume * (open + close) / 2, 5), 1 + (int)(Unit(asset, time, 6) * 900), Math.Round(volume * Unit(asset, time, 7), 5));

        // So far: a close that will change, a part of the volume.
        return unfinished ? candle with { Close = open, Volume = Math.Round(volume / 3, 5), TradeCount = 1 } : candle;
    }

    private double Price(string asset, long time)
    {
        var m = time / Minute;
        var wave = (0.4 * Math.Sin(m / 90_000.0)) + (0.1 * Math.Sin(m / 7_000.0)) + (0.03 * Math.Sin(m / 900.0)) + (0.008 * Math.Sin(m / 60.0));
        var price = PriceOf[asset] * Math.Exp(wave + (0.001 * (Unit(asset, time, 8) - 0.5)));
        var tick = Tick(asset);
        return Math.Round(Math.Round(price / tick) * tick, 6);
    }

    private static double Tick(string asset) => PriceOf[asset] >= 10 ? 0.01 : 0.0001;

    /// <summary>A number in [0, 1) by instrument, time and purpose (SplitMix64's finalizer).</summary>
    private double Unit(string asset, long time, int purpose)
    {
        var z = ((ulong)time * 0x9E3779B97F4A7C15UL) ^ ((ulong)(options.Seed + (asset[0] * 131) + (asset[1] * 31)) << 32) ^ ((ulong)purpose * 0xD1B54A32D192ED03UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) / (double)(1UL << 53);
    }
}
