using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Optimizations;

/// <summary>Registration of searches.</summary>
internal static class OptimizationServices
{
    /// <summary>Adds the job and the service.</summary>
    public static void AddOptimizations(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Optimizations);
        services.AddSingleton<OptimizationJob>();
        services.AddSingleton<OptimizationService>();
        services.AddSingleton<WalkForwardService>();
    }
}
