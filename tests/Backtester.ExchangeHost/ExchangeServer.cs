using System.Collections.Concurrent;
using Backtester.ExchangeHost.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Backtester.ExchangeHost;

/// <summary>
/// All exchanges behind one real HTTP server on this machine: recorded answers where some were given, else generated
/// ones in the same wire format, with each exchange's page size, order and unfinished last candle.
/// </summary>
public sealed class ExchangeServer : IAsyncDisposable
{
    private static readonly string[] Settings = ["Binance", "BinanceUsdm", "Bybit", "Okx", "KuCoin", "KuCoinFutures", "Coinbase"];

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _recorded = new(StringComparer.Ordinal);

    private ExchangeServer(WebApplication app, ExchangeServerOptions options)
    {
        _app = app;
        Market = new GeneratedMarket(options);
        var gate = new FaultGate(options, Log);
        app.Use((context, next) => gate.InvokeAsync(context, () => AnswerAsync(context, next)));
        BinanceRoutes.Map(app, Market, options);
        BybitRoutes.Map(app, Market, options);
        OkxRoutes.Map(app, Market, options);
        KuCoinRoutes.Map(app, Market, options);
        KuCoinFuturesRoutes.Map(app, Market, options);
        CoinbaseRoutes.Map(app, Market, options);
    }

    /// <summary>The candles it serves.</summary>
    public GeneratedMarket Market { get; }

    /// <summary>What was asked.</summary>
    public RequestLog Log { get; } = new();

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Its address for every exchange's setting.</summary>
    public IReadOnlyDictionary<string, Uri> BaseAddresses =>
        Settings.ToDictionary(n => n, _ => Address, StringComparer.Ordinal);

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="address">Where it listens; a free port of this machine by default.</param>
    public static async Task<ExchangeServer> StartAsync(ExchangeServerOptions options, string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var server = new ExchangeServer(app, options);
        await app.StartAsync();
        server.Address = new Uri(app.Urls.First());
        return server;
    }

    /// <summary>Answers a path with a recorded body from now on, whatever is asked.</summary>
    public void Record(string path, string body) => _recorded[path] = body;

    /// <summary>Waits for Ctrl+C.</summary>
    public Task EndedAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context, Func<Task> next)
    {
        if (!_recorded.TryGetValue(context.Request.Path, out var body))
        {
            return next();
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }
}
