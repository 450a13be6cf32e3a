using System.Collections.Concurrent;
using System.Net;

namespace Backtester.Data.Exchanges.Network;

/// <summary>All hosts that this process asks, one connection each, so that everything shares their limits.</summary>
public sealed class ExchangeNetwork : IDisposable
{
    private readonly HttpClient _http;
    private readonly ExchangeSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Lazy<HostConnection>> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A network by its settings; nothing is sent before it is asked.</summary>
    public ExchangeNetwork(ExchangeSettings settings, TimeProvider? clock = null)
    {
        (_settings, _clock) = (settings, clock ?? TimeProvider.System);
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = settings.Proxy is not null,
            Proxy = settings.Proxy is null ? null : new WebProxy(settings.Proxy),
        };
        _http = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Backtester/1.0");
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <summary>The connection of a market's host; markets of one host share it.</summary>
    public HostConnection HostOf(ExchangeFacts facts)
    {
        var address = _settings.BaseAddresses.GetValueOrDefault(facts.SettingName) ?? facts.BaseAddress;
        return _hosts.GetOrAdd($"{facts.SettingName} {address.Authority}", _ => new(() => new HostConnection(_http, address, facts.Limit, _settings, _clock))).Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var host in _hosts.Values.Where(h => h.IsValueCreated))
        {
            host.Value.Dispose();
        }

        _http.Dispose();
    }
}
