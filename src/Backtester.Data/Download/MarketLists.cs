using System.Collections.Concurrent;
using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Exchanges;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Download;

/// <summary>A list of an exchange and when it was fetched.</summary>
/// <param name="Items">The list.</param>
/// <param name="FetchedMs">When, Unix ms.</param>
public sealed record FetchedList<T>(IReadOnlyList<T> Items, long FetchedMs);

/// <summary>An instrument with its place by traded volume.</summary>
/// <param name="Rank">1 for the most traded.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Ticker">Its last 24 hours.</param>
public sealed record RankedSymbol(int Rank, ExchangeSymbol Symbol, Ticker Ticker);

/// <summary>
/// Symbol lists and 24-hour figures of the exchanges, kept in files with the time they were fetched at:
/// {data folder}/exchanges/{market}.symbols.json and .tickers.json.
/// </summary>
public sealed class MarketLists(string dataDirectory, ExchangeCatalog exchanges, TimeProvider? clock = null) : IDisposable
{
    /// <summary>Symbols are fetched anew after this time, tickers after <see cref="TickerAge"/>.</summary>
    public static readonly TimeSpan SymbolAge = TimeSpan.FromHours(24);

    /// <summary>See <see cref="SymbolAge"/>.</summary>
    public static readonly TimeSpan TickerAge = TimeSpan.FromMinutes(10);

    /// <summary>A symbol that is not in a list of at least this age may be new.</summary>
    private static readonly TimeSpan RetryAge = TimeSpan.FromMinutes(5);

    private const string Folder = "exchanges";

    private readonly string _folder = Path.Combine(Path.GetFullPath(dataDirectory), Folder);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, object> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The instruments of a market.</summary>
    public Task<FetchedList<ExchangeSymbol>> SymbolsAsync(string exchange, TimeSpan? oldest = null, CancellationToken cancellation = default) =>
        GetAsync($"{exchange}.symbols.json", oldest ?? SymbolAge, exchanges.Get(exchange).GetSymbolsAsync, cancellation);

    /// <summary>The last 24 hours of a market's instruments.</summary>
    public Task<FetchedList<Ticker>> TickersAsync(string exchange, TimeSpan? oldest = null, CancellationToken cancellation = default) =>
        GetAsync($"{exchange}.tickers.json", oldest ?? TickerAge, exchanges.Get(exchange).GetTickersAsync, cancellation);

    /// <summary>The traded instruments by volume in the quote asset, most first.</summary>
    /// <param name="exchange">The market.</param>
    /// <param name="quote">Only pairs with this quote asset; null for all (volumes of different assets do not compare).</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<FetchedList<RankedSymbol>> TopAsync(string exchange, string? quote, int limit, CancellationToken cancellation = default)
    {
        var tickers = await TickersAsync(exchange, cancellation: cancellation);
        var symbols = await SymbolsAsync(exchange, cancellation: cancellation);
        var byId = tickers.Items.DistinctBy(t => t.Id, StringComparer.Ordinal).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var ranked = symbols.Items
            .Where(s => s.Trading && (string.IsNullOrEmpty(quote) || s.Quote.Equals(quote, StringComparison.OrdinalIgnoreCase)) && byId.ContainsKey(s.Id))
            .Select(s => (Symbol: s, Ticker: byId[s.Id]))
            .OrderByDescending(p => double.IsFinite(p.Ticker.QuoteVolume) ? p.Ticker.QuoteVolume : -1)
            .ThenBy(p => p.Symbol.Symbol, StringComparer.Ordinal)
            .Take(limit)
            .Select((p, i) => new RankedSymbol(i + 1, p.Symbol, p.Ticker));
        return new([.. ranked], Math.Min(tickers.FetchedMs, symbols.FetchedMs));
    }

    /// <summary>The instrument that a text in any spelling names.</summary>
    /// <exception cref="SpecException">The market has no such instrument.</exception>
    public async Task<ExchangeSymbol> ResolveAsync(string exchange, string text, CancellationToken cancellation = default)
    {
        var list = await SymbolsAsync(exchange, cancellation: cancellation);
        if (Find(list.Items, text) is { } known)
        {
            return known;
        }

        list = await SymbolsAsync(exchange, RetryAge, cancellation);
        var example = exchanges.Get(exchange).Facts.SymbolExample;
        return Find(list.Items, text) ?? throw new SpecException([new("symbols", $"{exchange} has no such instrument", text, $"one of its {list.Items.Count} instruments, such as {example}")]);
    }

    /// <summary>An instrument as the list that was fetched last has it, however old; null where there is none. Asks nobody.</summary>
    public static ExchangeSymbol? StoredSymbol(string dataDirectory, SeriesKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var list = Read<ExchangeSymbol>(Path.Combine(Path.GetFullPath(dataDirectory), Folder, $"{key.Exchange}.symbols.json"));
        return list is null ? null : Find(list.Items, key.Symbol);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static ExchangeSymbol? Find(IReadOnlyList<ExchangeSymbol> symbols, string text)
    {
        var name = SymbolName.Normalize(text);
        return symbols.Where(s => s.Symbol == name || SymbolName.Normalize(s.Id) == name).OrderByDescending(s => s.Trading).FirstOrDefault();
    }

    private async Task<FetchedList<T>> GetAsync<T>(string file, TimeSpan oldest, Func<CancellationToken, Task<IReadOnlyList<T>>> fetch, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if ((_known.GetValueOrDefault(file) as FetchedList<T> ?? Read<T>(Path.Combine(_folder, file))) is { } kept && IsFresh(kept.FetchedMs, oldest))
            {
                _known[file] = kept;
                return kept;
            }

            var list = new FetchedList<T>(await fetch(cancellation), _clock.GetUtcNow().ToUnixTimeMilliseconds());
            var bytes = JsonSerializer.SerializeToUtf8Bytes(list, NumbersAsWords);
            AtomicFile.Replace(Path.Combine(_folder, file), path => File.WriteAllBytes(path, bytes));
            _known[file] = list;
            return list;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>NaN is a word in these files; they are read by nobody else.</summary>
    private static readonly JsonSerializerOptions NumbersAsWords = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private bool IsFresh(long fetchedMs, TimeSpan oldest) => _clock.GetUtcNow().ToUnixTimeMilliseconds() - fetchedMs <= oldest.TotalMilliseconds;

    private static FetchedList<T>? Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FetchedList<T>>(File.ReadAllBytes(path), NumbersAsWords);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
