using Backtester.Persistence;

namespace Backtester.Blazor.Jobs;

/// <summary>
/// What comes before everything else of `serve`: the right to run the jobs of this data folder, then the schema.
/// Registered first, so that neither the queue nor the address opens before.
/// </summary>
internal sealed class ServeStart(IOwnerLocks locks, DatabaseInitializer database, IHostApplicationLifetime lifetime, ILogger<ServeStart> log) : IHostedService, IDisposable
{
    private IDisposable? _held;

    /// <summary>True once the schema is there.</summary>
    public bool IsReady { get; private set; }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _held = locks.TryTake(IOwnerLocks.Serve) ?? throw new AlreadyServedException(locks.Place);
        if (locks is PostgresLocks postgres)
        {
            postgres.Lost += (_, _) =>
            {
                log.LogCritical("The lock of this process was lost with its connection; another may serve now, so this one ends");
                lifetime.StopApplication();
            };
        }

        var applied = await database.MigrateAsync(cancellationToken);
        if (applied.Count > 0)
        {
            log.LogInformation("The schema is up to date: {Migrations}", applied);
        }

        IsReady = true;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _held?.Dispose();
}
