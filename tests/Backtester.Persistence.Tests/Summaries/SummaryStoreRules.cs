using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Runs;
using Backtester.Persistence.Summaries;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Recommendations;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Persistence.Tests.Summaries;

public abstract class SummaryStoreRules : DatabaseRules
{
    /// <summary>
    /// Four completed runs, one that failed and two that wait.
    /// sma on BTC,ETH 1h: roi 10; sma on BTC 1h: roi 4; sma on BTC 4h: roi −2; ema on ETH 1h: roi unknown.
    /// By hand: sma has roi −2, 4, 10: best 10, median 4. Sharpe 1, 2, unknown: best 2, median 1.5. BTC has the three of sma;
    /// ETH has 10 and an unknown one: best and median 10. 1h has 4 and 10: median 7; 4h −2 alone.
    /// </summary>
    [SkippableFact]
    public async Task Groups_have_the_best_and_the_median_of_what_is_known()
    {
        await AddAsync(
            Run("sma", "BTC,ETH", "1h", WorkStatus.Completed, 10, 1, 40),
            Run("sma", "BTC", "1h", WorkStatus.Completed, 4, null, 50),
            Run("sma", "BTC", "4h", WorkStatus.Completed, -2, 2, 60),
            Run("ema", "ETH", "1h", WorkStatus.Completed, null, null, null),
            Run("ema", "ETH", "1h", WorkStatus.Failed, 99, 99, 99),
            Run("sma", "BTC", "1h", WorkStatus.Pending, null, null, null),
            Run("sma", "BTC", "1h", WorkStatus.Pending, null, null, null));
        var first = (await Database.Runs.ListAsync(new RunQuery { Descending = false, Limit = 1 })).Items[0].Id;

        var store = new SummaryStore(Database.Factory);
        var summary = await store.ReadAsync();

        Assert.Equal([(WorkStatus.Pending, 2), (WorkStatus.Running, 0), (WorkStatus.Completed, 4), (WorkStatus.Failed, 1), (WorkStatus.Cancelled, 0)], summary.RunsByStatus.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)));
        Assert.Equal(new RunGroup("sma", 3, new(10, 4), new(2, 1.5), new(60, 50), first), summary.ByStrategy[0]);
        Assert.Equal(new RunGroup("ema", 1, new(null, null), new(null, null), new(null, null), null), summary.ByStrategy[1]);
        Assert.Equal([new RunGroup("ETH", 2, new(10, 10), new(1, 1), new(40, 40), first), new RunGroup("BTC", 3, new(10, 4), new(2, 1.5), new(60, 50), first)], summary.BySymbol);
        Assert.Equal([("1h", 3, 10.0, 7.0), ("4h", 1, -2.0, -2.0)], summary.ByTimeframe.Select(g => (g.Name, g.Runs, g.Roi.Best!.Value, g.Roi.Median!.Value)));

        // What is kept from the last look holds for the same runs alone.
        Assert.Same(summary.ByStrategy, (await store.ReadAsync()).ByStrategy);
        await AddAsync(Run("ema", "ETH", "1h", WorkStatus.Completed, 12, 1, 1));
        Assert.Equal(("ema", 12.0), (await store.ReadAsync()).ByStrategy.Select(g => (g.Name, g.Roi.Best!.Value)).First());
        await Database.Runs.DeleteAsync(first);
        Assert.Equal([("ema", 2), ("sma", 2)], (await store.ReadAsync()).ByStrategy.Select(g => (g.Name, g.Runs)));
    }

    /// <summary>sma: 5, 1 and 3 a year out of sample, median 3; ema: 4 alone, so it leads. One without a return and one that runs do not count.</summary>
    [SkippableFact]
    public async Task Strategies_are_ranked_by_the_median_out_of_sample()
    {
        await AddAsync(Walk("sma", 5, 0.5), Walk("sma", 1, null), Walk("sma", 3, 0.9), Walk("ema", 4, 0.2), Walk("ema", null, 1), Walk("rsi", 50, 1, WorkStatus.Running));

        var scores = (await new SummaryStore(Database.Factory).ReadAsync()).OutOfSample;

        Assert.Equal([("ema", 1, 4.0, 4.0), ("sma", 3, 5.0, 3.0)], scores.Select(s => (s.Strategy, s.WalkForwards, s.AnnualReturn.Best!.Value, s.AnnualReturn.Median!.Value)));
        Assert.Equal((0.9, 0.7), (scores[1].Efficiency.Best, Math.Round(scores[1].Efficiency.Median!.Value, 12)));
        Assert.Equal((await Database.WalkForwards.ListAsync(100)).Single(w => w.OutOfSampleAnnualReturn == 5).Id, scores[1].BestId);
    }

    [SkippableFact]
    public async Task Open_recommendations_are_those_that_wait()
    {
        Assert.Equal(0, (await new SummaryStore(Database.Factory).ReadAsync()).OpenRecommendations);
        var strategy = await Database.FollowAsync();
        await AddAsync(Advice(), Advice(), Advice(RecommendationStatus.Rejected));
        Assert.Equal(2, (await new SummaryStore(Database.Factory).ReadAsync()).OpenRecommendations);

        StrategyRecommendation Advice(RecommendationStatus status = RecommendationStatus.Pending)
        {
            var advice = AdvisedDatabase.Advice(Database);
            (advice.StrategyId, advice.Status) = (strategy, status);
            return advice;
        }
    }

    private Task<int> AddAsync(params object[] rows) => Database.Writer.WriteAsync(async (db, token) =>
    {
        db.AddRange(rows);
        return await db.SaveChangesAsync(token);
    });

    private static BacktestRun Run(string strategy, string symbols, string timeframe, WorkStatus status, double? roi, double? sharpe, double? winRate) => new()
    {
        Uuid = Guid.NewGuid(),
        Strategy = strategy,
        Symbols = symbols,
        Timeframe = timeframe,
        Status = status,
        Roi = roi,
        SharpeRatio = sharpe,
        WinRate = winRate,
    };

    private static StrategyWalkForward Walk(string strategy, double? annual, double? efficiency, WorkStatus status = WorkStatus.Completed) => new()
    {
        Uuid = Guid.NewGuid(),
        Strategy = strategy,
        Status = status,
        OutOfSampleAnnualReturn = annual,
        Efficiency = efficiency,
    };
}

public sealed class SqliteSummaryStoreTests : SummaryStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresSummaryStoreTests(PostgresServer server) : SummaryStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
