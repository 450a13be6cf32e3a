namespace Backtester.Persistence;

/// <summary>
/// The one way to write. Each piece of work gets a context and a transaction of its own, which is committed as a whole or
/// leaves nothing. On SQLite, which knows one writer, writes of this process wait here in line rather than on the file's
/// lock; another process is waited for on that lock. PostgreSQL takes some at once, so writers must state what they expect
/// of a row in the update itself.
/// </summary>
public sealed class DatabaseWriter : IDisposable
{
    private const int PostgresWriters = 8;

    private readonly BacktesterDbFactory _factory;
    private readonly SemaphoreSlim _line;

    /// <summary>One for each factory.</summary>
    public DatabaseWriter(BacktesterDbFactory factory)
    {
        _factory = factory;
        _line = new SemaphoreSlim(factory.Options.Provider == DatabaseProvider.Sqlite ? 1 : PostgresWriters);
    }

    /// <summary>Runs <paramref name="work"/> in a transaction and commits it, unless it throws.</summary>
    public async Task<T> WriteAsync<T>(Func<BacktesterDb, CancellationToken, Task<T>> work, CancellationToken cancellation = default) =>
        (await TryWriteAsync(async (db, token) => (true, await work(db, token)), cancellation))!;

    /// <summary>Runs <paramref name="work"/> in a transaction and commits it where it says so; otherwise nothing stays.</summary>
    /// <returns>The value that the work gave, committed or not.</returns>
    public async Task<T> TryWriteAsync<T>(Func<BacktesterDb, CancellationToken, Task<(bool Commit, T Value)>> work, CancellationToken cancellation = default)
    {
        await _line.WaitAsync(cancellation);
        try
        {
            await using var db = _factory.OpenForWriting();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var (commit, value) = await work(db, cancellation);
            if (commit)
            {
                // Past this point it is done; a cancellation must not make it look undone.
                await transaction.CommitAsync(CancellationToken.None);
            }

            return value;
        }
        finally
        {
            _line.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();
}
