using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>What the commands of recommendations work with, in this process.</summary>
internal sealed class RecommendationDesk
{
    public RecommendationDesk(Workspace workspace)
    {
        var strategies = workspace.CommandStrategies;
        Active = new ActiveStrategyService(workspace.ActiveStrategies, workspace.Runs, workspace.Optimizations, workspace.Candles, strategies);
        var applying = new RecommendationApplying(workspace.Recommendations, workspace.Decisions, workspace.Candles, strategies);
        Service = new RecommendationService(workspace.Recommendations, workspace.Decisions, applying, workspace.ActiveStrategies, TimeProvider.System);
        FollowUp = new RecommendationFollowUp(
            workspace.Recommendations,
            applying,
            new StrategyWatching(workspace.Watches, workspace.Recommendations, workspace.Candles, strategies),
            workspace.ActiveStrategies,
            workspace.Candles,
            strategies);
        Generator = new RecommendationGenerator(
            workspace.Database, workspace.ActiveStrategies, workspace.Recommendations, workspace.Candles, strategies, workspace.Options, TimeProvider.System);
        Replaying = new RecommendationReplaying(Generator, workspace.ActiveStrategies, workspace.Recommendations, workspace.Candles, strategies, TimeProvider.System);
    }

    public ActiveStrategyService Active { get; }

    public RecommendationService Service { get; }

    public RecommendationFollowUp FollowUp { get; }

    public RecommendationGenerator Generator { get; }

    public RecommendationReplaying Replaying { get; }

    public static SpecException NoStrategy(string name) => new([new SpecProblem("--strategy", "there is no such active strategy", name, "the name or number of one that `active list` shows")]);
}
