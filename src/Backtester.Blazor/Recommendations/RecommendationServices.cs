using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>Registration of active strategies and recommendations.</summary>
internal static class RecommendationServices
{
    /// <summary>Adds their stores and services.</summary>
    public static void AddRecommendations(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().ActiveStrategies);
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Watches);
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Recommendations);
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Decisions);
        services.AddSingleton<ActiveStrategyService>();
        services.AddSingleton<RecommendationApplying>();
        services.AddSingleton<StrategyWatching>();
        services.AddSingleton<RecommendationFollowUp>();
        services.AddSingleton<RecommendationGenerator>();
        services.AddSingleton<RecommendationReplaying>();
        services.AddSingleton<RecommendationJob>();
        services.AddSingleton<RecommendationQueue>();
        services.AddSingleton(provider =>
        {
            var service = new RecommendationService(
                provider.GetRequiredService<RecommendationStore>(), provider.GetRequiredService<RecommendationDecisions>(), provider.GetRequiredService<RecommendationApplying>(),
                provider.GetRequiredService<ActiveStrategyStore>(), provider.GetRequiredService<TimeProvider>());
            service.Queued += provider.GetRequiredService<JobQueue>().Wake;
            return service;
        });
        services.AddHostedService<RecommendationSchedule>();
    }
}
