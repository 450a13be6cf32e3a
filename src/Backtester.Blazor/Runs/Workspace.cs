using Backtester.Blazor.Jobs;
using Backtester.Blazor.Options;
using Backtester.Blazor.Strategies;
using Backtester.Data.Download;
using Backtester.Data.Exchanges;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Runs;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Runs;

/// <summary>
/// A data folder with its database: what both the portal and the commands work on. Opening it touches no file; commands
/// that read or write runs call <see cref="MigrateAsync"/> first.
/// </summary>
public sealed class Workspace : IDisposable
{
    private readonly DatabaseWriter _writer;

    // Made when first asked for: most commands ask no exchange.
    private readonly Lazy<ExchangeCatalog> _exchanges;
    private readonly Lazy<MarketLists> _lists;
    private readonly Lazy<Downloader> _downloader;

    /// <summary>A workspace by its settings.</summary>
    public Workspace(BacktesterOptions options)
    {
        Options = options;
        Database = new BacktesterDbFactory(options.Database);
        _writer = new DatabaseWriter(Database);
        Schema = new DatabaseInitializer(Database);
        Restore = new DatabaseRestore(Database, Schema, TimeProvider.System);
        Runs = new RunStore(Database, _writer, TimeProvider.System);
        Jobs = new JobStore(Database, _writer, TimeProvider.System);
        Optimizations = new OptimizationStore(Database, _writer, TimeProvider.System);
        WalkForwards = new WalkForwardStore(Database, _writer, TimeProvider.System);
        Batches = new BatchStore(Database, _writer, TimeProvider.System);
        ActiveStrategies = new ActiveStrategyStore(Database, _writer, TimeProvider.System);
        Watches = new WatchStore(Database, _writer, TimeProvider.System);
        Recommendations = new RecommendationStore(Database, _writer, TimeProvider.System);
        Decisions = new RecommendationDecisions(_writer, TimeProvider.System);
        Candles = new CandleLibrary(options.DataDirectory);
        Curves = new EquityCurveStore(options.DataDirectory);
        StrategyFiles = new StrategyFolder(options.DataDirectory);
        _exchanges = new(() => new ExchangeCatalog(options.Exchanges.ToSettings()));
        _lists = new(() => new MarketLists(options.DataDirectory, Exchanges));
        _downloader = new(() => new Downloader(options.DataDirectory, Exchanges, Lists, Candles));
        Locks = options.Database.Provider == DatabaseProvider.Postgres
            ? new PostgresLocks(options.Database.ConnectionString)
            : new FileLocks(options.DataDirectory);
    }

    /// <summary>The settings.</summary>
    public BacktesterOptions Options { get; }

    /// <summary>Contexts for reading.</summary>
    public BacktesterDbFactory Database { get; }

    /// <summary>Migrations and backups.</summary>
    public DatabaseInitializer Schema { get; }

    /// <summary>Puts a copy in the place of the database.</summary>
    public DatabaseRestore Restore { get; }

    /// <summary>Stored runs.</summary>
    public RunStore Runs { get; }

    /// <summary>Stored jobs.</summary>
    public JobStore Jobs { get; }

    /// <summary>Stored searches.</summary>
    public OptimizationStore Optimizations { get; }

    /// <summary>Stored walk-forwards.</summary>
    public WalkForwardStore WalkForwards { get; }

    /// <summary>Stored batches of searches.</summary>
    public BatchStore Batches { get; }

    /// <summary>The strategies that the user follows.</summary>
    public ActiveStrategyStore ActiveStrategies { get; }

    /// <summary>Their watches.</summary>
    public WatchStore Watches { get; }

    /// <summary>What is advised on them.</summary>
    public RecommendationStore Recommendations { get; }

    /// <summary>What the user decides on that.</summary>
    public RecommendationDecisions Decisions { get; }

    /// <summary>Stored candles and the sample market.</summary>
    public CandleLibrary Candles { get; }

    /// <summary>The user's strategies.</summary>
    public StrategyFolder StrategyFiles { get; }

    /// <summary>The strategies that a command may name: also files anywhere.</summary>
    public WorkspaceStrategies CommandStrategies => new(StrategyFiles, anyPath: true);

    /// <summary>Curves of every bar.</summary>
    public EquityCurveStore Curves { get; }

    /// <summary>The exchanges.</summary>
    public ExchangeCatalog Exchanges => _exchanges.Value;

    /// <summary>Symbols and 24-hour figures of the exchanges.</summary>
    public MarketLists Lists => _lists.Value;

    /// <summary>Brings candles from the exchanges.</summary>
    public Downloader Downloader => _downloader.Value;

    /// <summary>Who works on what.</summary>
    public IOwnerLocks Locks { get; }

    /// <summary>The workspace of the settings of a command line.</summary>
    /// <exception cref="Core.Runs.SpecException">A setting is wrong; all problems are inside.</exception>
    public static Workspace Open(IReadOnlyDictionary<string, string?> settings) => new(SettingsFile.Load(settings));

    /// <summary>As <see cref="Open"/>, with the schema brought up to date.</summary>
    public static async Task<Workspace> OpenMigratedAsync(IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        var workspace = Open(settings);
        try
        {
            await workspace.MigrateAsync(cancellation);
            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Brings the schema up to date; gives the names of the migrations applied.</summary>
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation) => Schema.MigrateAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_lists.IsValueCreated)
        {
            _lists.Value.Dispose();
        }

        if (_exchanges.IsValueCreated)
        {
            _exchanges.Value.Dispose();
        }

        _writer.Dispose();
    }
}
