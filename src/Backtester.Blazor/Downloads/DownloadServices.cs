using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Downloads;

/// <summary>Registration of downloads.</summary>
public static class DownloadServices
{
    /// <summary>Adds downloads as jobs, the checks of exchanges, and the scheduled refresh.</summary>
    public static void AddDownloads(this IServiceCollection services)
    {
        services.AddSingleton<FetchJob>();
        services.AddSingleton(provider => new RunAfterFetch(
            provider.GetRequiredService<Workspace>().Runs, provider.GetRequiredService<JobFeed>(), provider.GetRequiredService<IBacktestService>, provider.GetRequiredService<JobQueue>));
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Exchanges);
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Lists);
        services.AddSingleton(provider => provider.GetRequiredService<Workspace>().Downloader);
        services.AddSingleton(provider => new FetchService(
            provider.GetRequiredService<JobStore>(), provider.GetRequiredService<JobFeed>(), provider.GetRequiredService<JobQueue>()));
        services.AddSingleton<ExchangeMonitor>();
        services.AddHostedService<RefreshService>();
    }
}
