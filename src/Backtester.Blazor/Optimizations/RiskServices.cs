using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Optimizations;

/// <summary>Registration of what asks how much a result can be trusted.</summary>
internal static class RiskServices
{
    /// <summary>Adds Monte Carlo and cross-validation.</summary>
    public static void AddRisk(this IServiceCollection services)
    {
        services.AddSingleton(provider => Open(provider.GetRequiredService<Workspace>()));
        services.AddSingleton<MonteCarloService>();
        services.AddSingleton<CrossValidationService>();
    }

    private static MonteCarloOpening Open(Workspace workspace) => new(workspace.Runs, workspace.Curves, workspace.Optimizations, workspace.Candles);
}
