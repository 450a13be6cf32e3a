using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Persistence.Batches;

namespace Backtester.Blazor.Optimizations;

/// <summary>Registration of searches, walk-forwards and batches.</summary>
internal static class OptimizationServices
{
    /// <summary>Adds their jobs and services.</summary>
    public static void AddOptimizations(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Optimizations);
        services.AddSingleton<OptimizationJob>();
        services.AddSingleton<OptimizationService>();
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().WalkForwards);
        services.AddSingleton<WalkForwardJob>();
        services.AddSingleton<WalkForwardDocuments>();
        services.AddSingleton<WalkForwardService>();
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Batches);
        services.AddSingleton(provider => new BatchJob(
            provider.GetRequiredService<BatchStore>(), provider.GetRequiredService<OptimizationJob>(), provider.GetRequiredService<ICandleCatalog>(), provider.GetRequiredService<IStrategyLibrary>(), provider.GetRequiredService<ILogger<BatchJob>>()));
        services.AddSingleton<BatchService>();
        services.AddSingleton<TrialTables>();
        services.AddSingleton<SetTests>();
    }
}
