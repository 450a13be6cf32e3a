using Backtester.Blazor.Strategies;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Data.Quality;

namespace Backtester.Blazor.Runs;

/// <summary>Registration of a workspace's parts.</summary>
public static class WorkspaceServices
{
    /// <summary>Adds the parts, and what pages and the API ask of runs.</summary>
    public static void AddWorkspace(this IServiceCollection services, Workspace workspace)
    {
        // By a factory, so that the container disposes it.
        services.AddSingleton(_ => workspace);
        services.AddSingleton(workspace.Database);
        services.AddSingleton(workspace.Schema);
        services.AddSingleton(workspace.Runs);
        services.AddSingleton(workspace.Jobs);
        services.AddSingleton(workspace.Curves);
        services.AddSingleton(workspace.Locks);
        services.AddSingleton(workspace.Candles);
        services.AddSingleton<ICandleCatalog>(workspace.Candles);
        services.AddSingleton<QualityReports>();
        services.AddSingleton(workspace.StrategyFiles);
        services.AddSingleton<IStrategyLibrary>(new WorkspaceStrategies(workspace.StrategyFiles, anyPath: false));
        services.AddSingleton<StoredResults>();
        services.AddSingleton<RunExplainer>();
        services.AddSingleton<RunReports>();
        services.AddSingleton<HtmlReports.HtmlReportService>();
        services.AddSingleton<TradeDoubts>();
        services.AddSingleton<RunVerifier>();
        services.AddSingleton(Overview.SummaryService.Of(workspace));
        services.AddSingleton(new Templates.SpecTemplates(workspace.Options.DataDirectory));
        services.AddSingleton(new Templates.SpecDefaults(workspace.Options.DataDirectory));
        services.AddSingleton(new Comparison.ComparisonService(workspace.Runs));
        services.AddSingleton<IBacktestService, BacktestService>();
    }
}
