using Backtester.Core.Runs;
using Backtester.Data.Exchanges.Binance;
using Backtester.Data.Exchanges.Bybit;
using Backtester.Data.Exchanges.Coinbase;
using Backtester.Data.Exchanges.KuCoin;
using Backtester.Data.Exchanges.Network;
using Backtester.Data.Exchanges.Okx;

namespace Backtester.Data.Exchanges;

/// <summary>All markets that can be fetched from, over one network whose limits they share.</summary>
public sealed class ExchangeCatalog : IDisposable
{
    private readonly ExchangeNetwork _network;
    private readonly Dictionary<string, ExchangeClient> _clients;

    /// <summary>The catalogue by its settings; nothing is sent before a client is asked.</summary>
    public ExchangeCatalog(ExchangeSettings settings, TimeProvider? clock = null)
        : this(settings, All, clock)
    {
    }

    /// <summary>The same with other facts, such as wider limits of a host of one's own.</summary>
    public ExchangeCatalog(ExchangeSettings settings, IReadOnlyList<ExchangeFacts> facts, TimeProvider? clock = null)
    {
        _network = new ExchangeNetwork(settings, clock);
        _clients = facts.ToDictionary(f => f.Name, f => Create(f, _network.HostOf(f)), StringComparer.Ordinal);
    }

    /// <summary>What is known of every market.</summary>
    public static IReadOnlyList<ExchangeFacts> All { get; } =
    [
        BinanceFacts.Spot, BinanceFacts.Usdm, BybitFacts.Spot, BybitFacts.Linear, OkxFacts.Spot, OkxFacts.Swap,
        KuCoinFacts.Spot, KuCoinFacts.Futures, CoinbaseFacts.Spot,
    ];

    /// <summary>Names of all markets.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>The clients, in the order of <see cref="All"/>.</summary>
    public IReadOnlyCollection<ExchangeClient> Clients => _clients.Values;

    /// <summary>The client of a market.</summary>
    /// <exception cref="SpecException">There is none of that name.</exception>
    public ExchangeClient Get(string name) => _clients.GetValueOrDefault(name)
        ?? throw new SpecException([new("exchange", "cannot be fetched from", name, string.Join(", ", _clients.Keys))]);

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private static ExchangeClient Create(ExchangeFacts facts, HostConnection host) => facts.Name switch
    {
        "binance" => new BinanceSpot(facts, host),
        "binance-usdm" => new BinanceUsdm(facts, host),
        "bybit" or "bybit-linear" => new BybitClient(facts, host),
        "okx" or "okx-swap" => new OkxClient(facts, host),
        "kucoin" => new KuCoinSpot(facts, host),
        "kucoin-futures" => new KuCoinFutures(facts, host),
        "coinbase" => new CoinbaseClient(facts, host),
        _ => throw new ArgumentException($"no client for the market '{facts.Name}'", nameof(facts)),
    };
}
