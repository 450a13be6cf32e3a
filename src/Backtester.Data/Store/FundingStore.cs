using System.Runtime.InteropServices;
using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Store.Encodings;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>
/// Funding rates of perpetuals, a small column file each: {data folder}/funding/{exchange}/{symbol}.funding. It
/// remembers for which stretches of time the exchange was asked, so that these are not asked for again.
/// </summary>
public sealed class FundingStore : IFundingCatalog
{
    private const byte TimeColumn = 1;
    private const byte RateColumn = 2;
    private const string AskedText = "asked";

    private readonly string _root;
    private readonly Lock _gate = new();

    /// <summary>A store below a data folder, which need not exist yet.</summary>
    public FundingStore(string dataDirectory) => _root = Path.Combine(Path.GetFullPath(dataDirectory), "funding");

    /// <summary>The stretches of time that were asked for, in rising order.</summary>
    public IReadOnlyList<TimeRange> Asked(string exchange, string symbol) => Read(exchange, symbol).Asked;

    /// <summary>The stored rates whose time lies in a range, in rising order.</summary>
    public IReadOnlyList<FundingRate> Rates(string exchange, string symbol, TimeRange range) =>
        [.. Read(exchange, symbol).Rates.Where(r => range.Contains(r.TimeMs))];

    /// <inheritdoc/>
    public FundingRates? Find(string exchange, string symbol, TimeRange range)
    {
        var rates = Rates(exchange, symbol, range);
        return rates.Count == 0 ? null : new FundingRates(rates.Select(r => r.TimeMs).ToArray(), rates.Select(r => r.Rate).ToArray());
    }

    /// <summary>Adds the rates of a stretch that was asked for; at equal times the new rate replaces the stored one.</summary>
    /// <returns>How many were not stored before.</returns>
    public int Add(string exchange, string symbol, TimeRange asked, IReadOnlyList<FundingRate> rates)
    {
        lock (_gate)
        {
            var stored = Read(exchange, symbol);
            var merged = new SortedDictionary<long, double>();
            foreach (var rate in stored.Rates.Concat(rates))
            {
                merged[rate.TimeMs] = rate.Rate;
            }

            Write(PathOf(exchange, symbol), merged, Download.MissingCandles.Joined(stored.Asked.Append(asked)));
            return merged.Count - stored.Rates.Count;
        }
    }

    private static void Write(string path, SortedDictionary<long, double> rates, List<TimeRange> asked)
    {
        var (times, values) = (rates.Keys.ToArray(), rates.Values.ToArray());
        var writer = new ColumnFileWriter(
            [new(AskedText, string.Join(' ', asked.Select(r => $"{r.StartMs}:{r.EndMs}")))],
            times.Length, times.Length == 0 ? 0 : times[0], times.Length == 0 ? 0 : times[^1]);
        writer.Add(TimeColumn, ColumnEncoding.ShuffledXor, ShuffledXor.Encode(MemoryMarshal.Cast<long, ulong>(times)));
        writer.Add(RateColumn, ColumnEncoding.ShuffledXor, ShuffledXor.Encode(ShuffledXor.BitsOf(values)));
        AtomicFile.Replace(path, writer.WriteTo);
    }

    private (IReadOnlyList<FundingRate> Rates, IReadOnlyList<TimeRange> Asked) Read(string exchange, string symbol)
    {
        var path = PathOf(exchange, symbol);
        if (!File.Exists(path))
        {
            return ([], []);
        }

        using var file = ColumnFile.Open(path);
        var rows = checked((int)file.Header.Rows);
        var (times, rates) = (new long[rows], new double[rows]);
        ShuffledXor.Decode(file.Bytes(TimeColumn, "time"), MemoryMarshal.Cast<long, ulong>(times.AsSpan()));
        ShuffledXor.Decode(file.Bytes(RateColumn, "rate"), MemoryMarshal.Cast<double, ulong>(rates.AsSpan()));
        var asked = file.Header.TextOf(AskedText)!
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(r => r.Split(':'))
            .Select(r => new TimeRange(long.Parse(r[0]), long.Parse(r[1])));
        return ([.. times.Zip(rates, (t, r) => new FundingRate(t, r))], [.. asked]);
    }

    private string PathOf(string exchange, string symbol) => CandlePaths.IsExchangeName(exchange) && CandlePaths.IsSymbolName(symbol)
        ? Path.Combine(_root, exchange, symbol + ".funding")
        : throw new ArgumentException($"'{exchange} {symbol}': an exchange is [a-z0-9-]+, a symbol [A-Z0-9]+");
}
