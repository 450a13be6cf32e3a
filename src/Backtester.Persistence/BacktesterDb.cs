using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Model;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Runs;
using Backtester.Persistence.WalkForwards;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence;

/// <summary>
/// The tables, the same on every provider. Times are `long` Unix milliseconds. Numbers are `double?`: NaN and infinity
/// become null when they are saved. Manifests and spec texts are text columns, kept byte for byte. Names are snake_case.
/// </summary>
public abstract class BacktesterDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Backtests.</summary>
    public DbSet<BacktestRun> Runs => Set<BacktestRun>();

    /// <summary>Their trades.</summary>
    public DbSet<BacktestTrade> Trades => Set<BacktestTrade>();

    /// <summary>Their accounts, a row a UTC day.</summary>
    public DbSet<BacktestMetric> Metrics => Set<BacktestMetric>();

    /// <summary>Parameter searches.</summary>
    public DbSet<StrategyOptimization> Optimizations => Set<StrategyOptimization>();

    /// <summary>Their trials.</summary>
    public DbSet<OptimizationTrial> OptimizationTrials => Set<OptimizationTrial>();

    /// <summary>Walk-forwards.</summary>
    public DbSet<StrategyWalkForward> WalkForwards => Set<StrategyWalkForward>();

    /// <summary>Their windows.</summary>
    public DbSet<StrategyWalkForwardWindow> WalkForwardWindows => Set<StrategyWalkForwardWindow>();

    /// <summary>Batches of searches.</summary>
    public DbSet<OptimizationBatch> Batches => Set<OptimizationBatch>();

    /// <summary>Their searches.</summary>
    public DbSet<OptimizationBatchCell> BatchCells => Set<OptimizationBatchCell>();

    /// <summary>Strategies that the user follows.</summary>
    public DbSet<ActiveStrategy> ActiveStrategies => Set<ActiveStrategy>();

    /// <summary>Their settings, one row a version.</summary>
    public DbSet<ActiveStrategyVersion> ActiveStrategyVersions => Set<ActiveStrategyVersion>();

    /// <summary>Their watches, one row a version.</summary>
    public DbSet<ActiveStrategyWatch> ActiveStrategyWatches => Set<ActiveStrategyWatch>();

    /// <summary>What is advised on them.</summary>
    public DbSet<StrategyRecommendation> Recommendations => Set<StrategyRecommendation>();

    /// <summary>What happened to each piece of advice.</summary>
    public DbSet<RecommendationEvent> RecommendationEvents => Set<RecommendationEvent>();

    /// <summary>The queue.</summary>
    public DbSet<Job> Jobs => Set<Job>();

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        UnknownToNull();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        UnknownToNull();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<WorkStatus>().HaveConversion<WorkStatusColumn>().HaveMaxLength(16);
        configurationBuilder.Properties<ActiveStrategyStatus>().HaveConversion<ActiveStrategyStatusColumn>().HaveMaxLength(16);
        configurationBuilder.Properties<RecommendationStatus>().HaveConversion<RecommendationStatusColumn>().HaveMaxLength(16);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BacktesterDb).Assembly);
        SchemaConventions.Apply(modelBuilder);
    }

    private void UnknownToNull()
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            foreach (var property in entry.Metadata.GetProperties())
            {
                if (property.ClrType == typeof(double?) && entry.CurrentValues[property] is double value && !double.IsFinite(value))
                {
                    entry.CurrentValues[property] = null;
                }
            }
        }
    }
}
