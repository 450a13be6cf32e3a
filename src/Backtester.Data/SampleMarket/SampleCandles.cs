using System.Collections.Concurrent;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.SampleMarket;

/// <summary>
/// The built-in synthetic market: five instruments, one-minute candles of three years, generated when first read
/// and stored as exchange "sample". The same candles on every machine and in whatever order they are asked for.
/// </summary>
public sealed class SampleCandles
{
    /// <summary>Raised by hand when the generator gives other candles; stored older ones are then generated anew.</summary>
    private const string Origin = "sample-1";

    private readonly CandleStore _store;
    private readonly ConcurrentDictionary<string, bool> _ready = new(StringComparer.Ordinal);

    /// <summary>A sample market that keeps its candles in a store.</summary>
    public SampleCandles(CandleStore store) => _store = store;

    /// <summary>The time it covers: the years 2022, 2023 and 2024.</summary>
    public static TimeRange Range { get; } = new(
        new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
        new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());

    /// <summary>Candles of each instrument: 1,578,240.</summary>
    public static int Count { get; } = (int)((Range.EndMs - Range.StartMs) / 60_000);

    /// <summary>The instruments, in order of their names.</summary>
    public static IReadOnlyList<string> Symbols { get; } = [.. SampleSymbol.All.Select(s => s.Symbol)];

    /// <summary>How the instruments trade.</summary>
    public static IReadOnlyList<Instrument> Instruments { get; } =
        [.. SampleSymbol.All.Select(s => new Instrument(SeriesKey.SampleExchange, s.Symbol, Step(s.PriceDecimals), Step(s.LotDecimals), 5))];

    /// <summary>The one-minute series, in order of their names, whether generated yet or not.</summary>
    public static IReadOnlyList<SeriesInfo> Series { get; } =
        [.. SampleSymbol.All.Select(s => new SeriesInfo(KeyOf(s.Symbol), Range.StartMs, Range.EndMs - 60_000, Count, Synthetic: true))];

    /// <summary>True for the one-minute series of the sample market.</summary>
    public static bool Has(SeriesKey key) =>
        key.Exchange == SeriesKey.SampleExchange && key.Timeframe.Name == "1m" && SampleSymbol.Find(key.Symbol) is not null;

    /// <summary>The key of an instrument's one-minute candles.</summary>
    public static SeriesKey KeyOf(string symbol) => new(SeriesKey.SampleExchange, symbol, Timeframe.Parse("1m"));

    /// <summary>Generates and stores an instrument's candles unless that was done, by whatever thread or process.</summary>
    /// <exception cref="KeyNotFoundException">The sample market has no such instrument.</exception>
    public void Ensure(string symbol, CancellationToken cancellation = default)
    {
        var sample = SampleSymbol.Find(symbol)
            ?? throw new KeyNotFoundException($"the sample market has {string.Join(", ", Symbols)}, not {symbol}");
        if (IsStored(symbol))
        {
            return;
        }

        using var write = _store.BeginWrite(KeyOf(symbol), Origin, cancellation);
        if (IsStored(symbol))
        {
            return;
        }

        SampleGenerator.Generate(sample, Range.StartMs, Count, candle =>
        {
            if (candle.OpenTimeMs % 86_400_000 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            write.Add(candle);
        });
        write.Commit(cancellation);
    }

    private static double Step(int decimals) => double.Parse($"1e-{decimals}");

    private bool IsStored(string symbol) =>
        _store.Find(KeyOf(symbol)) is { } stored && stored.Count == Count && stored.Origin == Origin && stored.Damages.Count == 0;
}
