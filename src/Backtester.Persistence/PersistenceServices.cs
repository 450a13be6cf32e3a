using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Runs;
using Backtester.Persistence.WalkForwards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Backtester.Persistence;

/// <summary>Registration.</summary>
public static class PersistenceServices
{
    /// <summary>Adds the stores, all as singletons: they are thread-safe and open a context for each call.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<BacktesterDbFactory>();
        services.AddSingleton<DatabaseWriter>();
        services.AddSingleton<DatabaseInitializer>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<OptimizationStore>();
        services.AddSingleton<WalkForwardStore>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<ActiveStrategyStore>();
        services.AddSingleton<WatchStore>();
        services.AddSingleton<RecommendationStore>();
        services.AddSingleton<RecommendationDecisions>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
