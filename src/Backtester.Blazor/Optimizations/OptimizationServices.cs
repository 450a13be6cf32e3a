using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Optimizations;

/// <summary>Registration of searches and walk-forwards.</summary>
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
    }
}
