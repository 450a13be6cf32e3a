using System.Collections.Concurrent;
using Backtester.Data.Exchanges;

namespace Backtester.Blazor.Downloads;

/// <summary>How an exchange was reached when it was asked last.</summary>
/// <param name="Health">What was measured; null where it could not be.</param>
/// <param name="Error">Why not; null where it could.</param>
/// <param name="CheckedMs">When, Unix ms.</param>
public sealed record ExchangeState(ExchangeHealth? Health, string? Error, long CheckedMs);

/// <summary>Checks every exchange twice a minute as long as somebody watches: an open Data page, a running download.</summary>
public sealed class ExchangeMonitor(ExchangeCatalog exchanges, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Time between two checks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, ExchangeState> _states = new(StringComparer.Ordinal);
    private readonly List<Action> _watchers = [];
    private CancellationTokenSource? _stop;
    private Task _loop = Task.CompletedTask;

    /// <summary>What is known of a market; null before its first check.</summary>
    public ExchangeState? Of(string exchange) => _states.GetValueOrDefault(exchange);

    /// <summary>Keeps the checks going, and hears of each, until the result is disposed.</summary>
    public IDisposable Watch(Action onChecked)
    {
        lock (_gate)
        {
            _watchers.Add(onChecked);
            if (_watchers.Count == 1)
            {
                _stop = new CancellationTokenSource();
                _loop = LoopAsync(_loop, _stop.Token);
            }
        }

        return new Watching(this, onChecked);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stop?.Cancel();
        }

        await _loop;
        _stop?.Dispose();
    }

    private async Task LoopAsync(Task before, CancellationToken stop)
    {
        await before;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.WhenAll(exchanges.Clients.Select(c => CheckAsync(c, stop)));
                await Task.Delay(Interval, clock, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
    }

    private async Task CheckAsync(ExchangeClient client, CancellationToken stop)
    {
        ExchangeState state;
        try
        {
            var health = await client.CheckAsync(stop);
            state = new(health, null, health.CheckedMs);
        }
        catch (ExchangeException error)
        {
            state = new(null, error.Message, clock.GetUtcNow().ToUnixTimeMilliseconds());
        }

        _states[client.Facts.Name] = state;
        Action[] watchers;
        lock (_gate)
        {
            watchers = [.. _watchers];
        }

        Array.ForEach(watchers, w => w());
    }

    private void Leave(Action watcher)
    {
        lock (_gate)
        {
            if (_watchers.Remove(watcher) && _watchers.Count == 0)
            {
                _stop?.Cancel();
            }
        }
    }

    private sealed class Watching(ExchangeMonitor monitor, Action watcher) : IDisposable
    {
        public void Dispose() => monitor.Leave(watcher);
    }
}
