using Backtester.Blazor.Downloads;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Jobs;

/// <summary>The kinds of jobs, for people.</summary>
internal static class JobKinds
{
    /// <summary>What jobs of a kind are called: Walk-forward.</summary>
    public static string Title(string kind) => kind switch
    {
        FetchJob.Kind => "Download",
        OptimizationJob.Kind => "Search",
        WalkForwardJob.Kind => "Walk-forward",
        _ => Format.Words(kind),
    };

    /// <summary>The words of the way to what a job makes: Open the backtest.</summary>
    public static string Open(string kind) => kind is BacktestJob.Kind or BatchJob.Kind or OptimizationJob.Kind or WalkForwardJob.Kind or RecommendationJob.Kind
        ? "Open the " + Title(kind).ToLowerInvariant()
        : "Open the result";
}
