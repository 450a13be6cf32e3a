using Backtester.Blazor.Runs;
using Backtester.Persistence.Recommendations;
using Xunit;

namespace Backtester.Blazor.Tests.Recommendations;

/// <summary>`recommend accept` as a process that is killed around the moment in which it decides and applies.</summary>
public sealed class AcceptKillTests
{
    private const int Kills = 12;

    private const string Before = """{"exchange":"fresh","strategy":"sma_cross","strategy_params":{"fast":3,"slow":8},"symbols":["AAAUSDT"],"timeframe":"4h","warmup":"auto"}""";
    private const string After = """{"exchange":"fresh","strategy":"sma_cross","strategy_params":{"fast":4,"slow":8},"symbols":["AAAUSDT"],"timeframe":"4h","warmup":"auto"}""";

    [Fact]
    public async Task Killed_while_it_decides_or_applies_it_is_carried_out_once()
    {
        using var folder = new TemporaryFolder();
        using var workspace = await Workspace.OpenMigratedAsync(new Dictionary<string, string?> { ["DataDirectory"] = folder.Path }, CancellationToken.None);
        var (random, advised) = (new Random(3), new List<(long Strategy, long Advice)>());
        for (var kill = 0; kill < Kills; kill++)
        {
            var strategy = (await workspace.ActiveStrategies.FollowAsync($"s{kill}", Before, "spec")).Strategy!.Row.Id;
            var advice = (await workspace.Recommendations.AddAsync(strategy, [Advice()]))[0].Id;
            advised.Add((strategy, advice));
            using var process = BacktesterProcess.Start(folder.Path, "recommend", "accept", $"{advice}");
            while (!process.HasExited && (await workspace.Recommendations.GetAsync(advice))!.Status == RecommendationStatus.Pending)
            {
                await Task.Delay(1);
            }

            // In the moment of the decision, or in those that follow it.
            await Task.Delay(random.Next(0, 8));
            await process.KillAsync();
        }

        var followed = await BacktesterProcess.RunAsync(folder.Path, "recommend", "follow-up");
        Assert.True(followed.ExitCode == 0, followed.Error);
        foreach (var (strategy, advice) in advised)
        {
            var row = (await workspace.Recommendations.GetAsync(advice))!;
            var versions = (await workspace.ActiveStrategies.VersionsAsync(strategy)).Select(v => v.Number).Order();
            Assert.Equal(RecommendationStatus.Applied, row.Status);
            Assert.Equal([1, 2], versions);
            Assert.Equal(["accepted", "applied"], (await workspace.Recommendations.EventsAsync(advice)).Select(e => e.Action).Where(a => a != "made"));
        }
    }

    private static StrategyRecommendation Advice() => new()
    {
        Type = "parameters",
        StrategyVersion = 1,
        CurrentSpec = Before,
        RecommendedSpec = After,
        ComparedSpec = Before,
        Metric = "roi",
        MadeAtMs = FreshMarket.Today,
        JudgedFromMs = FreshMarket.Today + 1,
        JudgedUntilMs = FreshMarket.Today + 86_400_000,
    };
}
