using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Batches;
using Backtester.Core.Optimization.Honesty;
using Backtester.Core.Optimization.Space;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.Batches;

public abstract class BatchStoreRules : DatabaseRules
{
    [SkippableFact]
    public async Task One_job_makes_the_searches_one_after_another_and_ends_with_the_batch()
    {
        var (id, claim) = await BeginAsync();
        foreach (var cell in Plan.Cells)
        {
            var begun = (await Database.Batches.BeginCellAsync(id, claim, cell.Number, cell.Plan))!;
            Assert.True(begun.IsOurs);
            Assert.Equal(begun.OptimizationId, (await Database.Jobs.GetAsync(claim.JobId))!.OptimizationId);
            Assert.True(await Database.Optimizations.AppendAsync(begun.OptimizationId, claim, [Measured(cell.Number)], Measured(cell.Number)));
            Assert.True(await Database.Optimizations.CompleteAsync(begun.OptimizationId, claim, Measured(cell.Number), Honesty, new SearchTimes(1, 1, 1)));

            // The search is complete, the job is not.
            Assert.Equal(WorkStatus.Running, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
            Assert.True(await Database.Batches.EndCellAsync(id, claim, cell.Number, null));
        }

        Assert.True(await Database.Batches.CompleteAsync(id, claim));

        var stored = (await Database.Batches.GetAsync(id))!;
        Assert.Equal((WorkStatus.Completed, 2, 2), (stored.Row.Status, stored.Row.Cells, stored.Row.CellsDone));
        Assert.Equal([("AAA", 1.0), ("BBB", 2.0)], stored.Cells.Select(c => (c.Row.Symbol, c.BestParameters!["fast"])));
        Assert.All(stored.Cells, c => Assert.Equal(Honesty, c.Honesty));
        Assert.Equal(WorkStatus.Completed, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
        Assert.Equal(id, await Database.Batches.FindCompletedAsync("batch"));
        Assert.Equal(2, (await Database.Optimizations.ListAsync(10)).Count);
    }

    [SkippableFact]
    public async Task Stopped_batch_stops_the_search_at_work_and_goes_on_with_its_trials()
    {
        var (id, claim) = await BeginAsync();
        var begun = (await Database.Batches.BeginCellAsync(id, claim, 1, Plan.Cells[0].Plan))!;
        await Database.Optimizations.AppendAsync(begun.OptimizationId, claim, [Measured(1)], Measured(1));
        await Database.Jobs.CancelledAsync(claim);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Batches.GetAsync(id))!.Row.Status);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Optimizations.GetAsync(begun.OptimizationId))!.Row.Status);

        var job = (await Database.Batches.ReopenAsync(id, new NewJob("batch") { Owner = "me" }))!;
        var again = (await Database.Batches.BeginCellAsync(id, new JobClaim(job.Id, "me", 1), 1, Plan.Cells[0].Plan))!;

        Assert.Equal(begun, again);
        Assert.Equal(WorkStatus.Running, (await Database.Optimizations.GetAsync(begun.OptimizationId))!.Row.Status);
        Assert.Single(await Database.Optimizations.TrialsAsync(begun.OptimizationId));
    }

    [SkippableFact]
    public async Task Batch_whose_process_died_waits_with_its_search_and_is_taken_up_by_the_next()
    {
        var (id, claim) = await BeginAsync();
        var begun = (await Database.Batches.BeginCellAsync(id, claim, 1, Plan.Cells[0].Plan))!;

        await Database.Jobs.RequeueOrphansAsync(_ => false);
        Assert.Equal(WorkStatus.Pending, (await Database.Batches.GetAsync(id))!.Row.Status);
        Assert.Equal(WorkStatus.Pending, (await Database.Optimizations.GetAsync(begun.OptimizationId))!.Row.Status);
        var (_, next) = (await Database.Jobs.ClaimNextAsync("other"))!.Value;

        Assert.Equal(begun, await Database.Batches.BeginCellAsync(id, next, 1, Plan.Cells[0].Plan));
        Assert.Null(await Database.Batches.BeginCellAsync(id, claim, 1, Plan.Cells[0].Plan));
        Assert.False(await Database.Batches.EndCellAsync(id, claim, 1, null));
        Assert.False(await Database.Batches.CompleteAsync(id, claim));
    }

    [SkippableFact]
    public async Task Search_that_is_stored_is_not_made_again_and_one_that_failed_is_noted()
    {
        var (search, job) = await Database.Optimizations.CreateAsync(Plan.Cells[0].Plan, new NewJob("optimization") { Owner = "me" });
        await Database.Optimizations.CompleteAsync(search.Id, new JobClaim(job.Id, "me", 1), Measured(7), Honesty, new SearchTimes(1, 1, 1));
        var (id, claim) = await BeginAsync();

        Assert.Equal(new BegunCell(search.Id, false), await Database.Batches.BeginCellAsync(id, claim, 1, Plan.Cells[0].Plan));
        await Database.Batches.EndCellAsync(id, claim, 1, null);
        var begun = (await Database.Batches.BeginCellAsync(id, claim, 2, Plan.Cells[1].Plan))!;
        await Database.Batches.EndCellAsync(id, claim, 2, "the candles are gone");

        var cells = (await Database.Batches.GetAsync(id))!.Cells;
        Assert.Equal((search.Id, null), (cells[0].Row.OptimizationId, cells[0].Row.Note));
        Assert.Equal("the candles are gone", cells[1].Row.Note);
        Assert.Equal((WorkStatus.Failed, "the candles are gone"), ((await Database.Optimizations.GetAsync(begun.OptimizationId))!.Row.Status, cells[1].Search!.ErrorMessage));
        Assert.Equal(WorkStatus.Running, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
    }

    [SkippableFact]
    public async Task Delete_leaves_the_searches()
    {
        var (id, claim) = await BeginAsync();
        var begun = (await Database.Batches.BeginCellAsync(id, claim, 1, Plan.Cells[0].Plan))!;
        Assert.False(await Database.Batches.DeleteAsync(id));
        await Database.Jobs.CancelledAsync(claim);

        Assert.True(await Database.Batches.DeleteAsync(id));

        Assert.Null(await Database.Batches.GetAsync(id));
        Assert.NotNull(await Database.Optimizations.GetAsync(begun.OptimizationId));
    }

    private static SearchHonesty Honesty { get; } = new()
    {
        Trials = 1,
        EarlierTrials = 0,
        EffectiveTrials = 1,
        Sample = 1,
        BestSharpe = 1.0 / 3,
        LuckSharpe = 0,
        DeflatedSharpe = 0.5,
        Pbo = double.NaN,
        RealityCheck = 0.2,
        Spa = 0.1,
        LuckProbability = 0.3,
        MinimumBacktestYears = 4,
        Years = 2,
        Sentence = "",
    };

    private static BatchPlan Plan { get; } = new()
    {
        Name = "two",
        Objective = "sharpe_ratio",
        Cells = [Cell(1, "AAA"), Cell(2, "BBB")],
        SpecText = Samples.OddText,
        Fingerprint = "batch",
    };

    private static BatchCell Cell(int number, string symbol) => new(number, symbol, "{}", new SearchPlan
    {
        Base = Samples.Plan(symbols: [symbol]),
        Space = new SearchSpace([new ParameterAxis("fast", [1, 2, 3])], new Dictionary<string, double>()),
        FirstPoint = [0],
        Settings = new SearchSettings(),
        SizedByStrategy = false,
        SpecText = "{}",
        Manifest = "{\"spec\":{}}",
        Fingerprint = "cafe" + symbol,
    });

    private static Trial Measured(double fast) => new(0, [0], new Dictionary<string, double> { ["fast"] = fast })
    {
        Metrics = new Dictionary<string, double> { ["sharpe_ratio"] = 1.0 / 3 },
        Score = 1.0 / 3,
    };

    private async Task<(long Id, JobClaim Claim)> BeginAsync()
    {
        var (batch, job) = await Database.Batches.CreateAsync(Plan, new NewJob("batch") { Owner = "me" });
        return (batch.Id, new JobClaim(job.Id, "me", 1));
    }
}

public sealed class SqliteBatchStoreTests : BatchStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresBatchStoreTests(PostgresServer server) : BatchStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
