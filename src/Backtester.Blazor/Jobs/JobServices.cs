using Backtester.Blazor.Options;

namespace Backtester.Blazor.Jobs;

/// <summary>Registration of the queue.</summary>
public static class JobServices
{
    /// <summary>Adds the queue, its feed and what pages and the API ask of jobs.</summary>
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobFeed>();
        services.AddSingleton<LiveRuns>();
        services.AddSingleton<RunPace>();
        services.AddSingleton<BacktestJob>();
        services.AddSingleton<JobWorker>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<ServeStart>();
        services.AddSingleton<IJobService, JobService>();
        services.AddSingleton(provider => new JobLogs(provider.GetRequiredService<BacktesterOptions>().DataDirectory));
        services.AddSingleton<JobRetry>();
        services.AddSingleton<JobRetention>();

        // In this order: the lock and the schema, then the queue; the addresses open after both.
        services.AddHostedService(provider => provider.GetRequiredService<ServeStart>());
        services.AddHostedService<JobRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRetention>());
        services.AddHostedService(provider => provider.GetRequiredService<JobQueue>());
    }
}
