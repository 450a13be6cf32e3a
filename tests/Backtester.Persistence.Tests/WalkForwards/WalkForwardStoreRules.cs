using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Portfolio;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.WalkForwards;

public abstract class WalkForwardStoreRules : DatabaseRules
{
    [SkippableFact]
    public async Task Windows_come_back_to_the_last_bit_in_the_order_of_time()
    {
        var (id, claim) = await BeginAsync();
        Assert.True(await Database.WalkForwards.AppendAsync(id, claim, Window(1)));
        Assert.True(await Database.WalkForwards.AppendAsync(id, claim, Window(2) with { Choice = new WindowChoice(4, 0, null), Note = "no set – „none“" }));

        var stored = (await Database.WalkForwards.GetAsync(id))!;

        Assert.Equal((2, 3L), (stored.Row.WindowsDone, stored.Row.Tried));
        Assert.Equal([(4, 3), (4, 0)], stored.Windows.Select(w => (w.Choice.Trials, w.Choice.Measured)));
        var (best, expected) = (stored.Windows[0].Choice.Best!, Window(1).Chosen!);
        Assert.Equal((expected.Number, expected.Score, expected.Note), (best.Number, best.Score, best.Note));
        Assert.Equal(expected.Point, best.Point);
        Assert.Equal(expected.Parameters, best.Parameters);
        Assert.Equal(expected.Metrics, best.Metrics);
        Assert.Null(stored.Windows[1].Choice.Best);
        Assert.Equal(Window(1).Days, stored.Windows[0].Days);
        Assert.Contains("\"number\":1", stored.Windows[0].DocumentJson, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Window_that_is_repeated_after_a_stop_replaces_itself_and_tries_are_never_forgotten()
    {
        var (id, claim) = await BeginAsync();
        await Database.WalkForwards.AppendAsync(id, claim, Window(1));
        await Database.WalkForwards.NoteTriedAsync(id, claim, 5);
        await Database.WalkForwards.NoteTriedAsync(id, claim, 4);
        await Database.WalkForwards.AppendAsync(id, claim, Window(1));

        var stored = (await Database.WalkForwards.GetAsync(id))!;

        Assert.Single(stored.Windows);
        Assert.Equal(5, stored.Row.Tried);
    }

    [SkippableFact]
    public async Task Result_completes_walk_and_job_together_and_answers_by_fingerprint()
    {
        var (id, claim) = await BeginAsync();
        Assert.Null(await Database.WalkForwards.FindCompletedAsync("walk"));
        await Database.WalkForwards.AppendAsync(id, claim, Window(1));

        Assert.True(await Database.WalkForwards.CompleteAsync(id, claim, Result(), 1.5));

        Assert.Equal(id, await Database.WalkForwards.FindCompletedAsync("walk"));
        var row = (await Database.WalkForwards.GetAsync(id))!.Row;
        Assert.Equal((WorkStatus.Completed, "beef", 1.5), (row.Status, row.ResultHash, row.ElapsedSeconds));
        Assert.Null(row.Efficiency);
        Assert.Contains("\"result_hash\":\"beef\"", row.ResultJson, StringComparison.Ordinal);
        Assert.Equal(WorkStatus.Completed, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
        Assert.False(await Database.WalkForwards.CompleteAsync(id, claim, Result(), 1));
        var listed = Assert.Single(await Database.WalkForwards.ListAsync(10));
        Assert.Equal((id, 2, 1, "rolling"), (listed.Id, listed.Windows, listed.WindowsDone, listed.Mode));
    }

    [SkippableFact]
    public async Task Worker_without_the_claim_writes_nothing()
    {
        var (id, claim) = await BeginAsync();
        var other = claim with { Owner = "somebody else" };

        Assert.False(await Database.WalkForwards.AppendAsync(id, other, Window(1)));
        Assert.False(await Database.WalkForwards.NoteTriedAsync(id, other, 9));
        Assert.False(await Database.WalkForwards.CompleteAsync(id, other, Result(), 1));

        var stored = (await Database.WalkForwards.GetAsync(id))!;
        Assert.Equal((0, 0L, WorkStatus.Running), (stored.Windows.Count, stored.Row.Tried, stored.Row.Status));
    }

    [SkippableFact]
    public async Task Stopped_walk_is_reopened_behind_its_windows_and_deleted_with_them()
    {
        var (id, claim) = await BeginAsync();
        await Database.WalkForwards.AppendAsync(id, claim, Window(1));
        Assert.Null(await Database.WalkForwards.ReopenAsync(id, new NewJob("walkforward")));
        Assert.False(await Database.WalkForwards.DeleteAsync(id));

        await Database.Jobs.CancelledAsync(claim);
        Assert.Equal(WorkStatus.Cancelled, (await Database.WalkForwards.GetAsync(id))!.Row.Status);
        var job = (await Database.WalkForwards.ReopenAsync(id, new NewJob("walkforward")))!;

        Assert.NotEqual(claim.JobId, job.Id);
        Assert.Equal(job.Id, (await Database.WalkForwards.FindJobAsync(id))!.Id);
        Assert.Equal(WorkStatus.Pending, (await Database.WalkForwards.GetAsync(id))!.Row.Status);
        Assert.Single((await Database.WalkForwards.GetAsync(id))!.Windows);

        await Database.Jobs.RequestCancelAsync(job.Id);
        Assert.True(await Database.WalkForwards.DeleteAsync(id));
        Assert.Null(await Database.WalkForwards.GetAsync(id));
    }

    [SkippableFact]
    public async Task Ledger_counts_the_sets_of_walk_forwards_of_stopped_ones_too()
    {
        var (first, claim) = await BeginAsync();
        await Database.WalkForwards.AppendAsync(first, claim, Window(1));
        await Database.WalkForwards.NoteTriedAsync(first, claim, 3 + 2);
        await Database.Jobs.CancelledAsync(claim);
        Database.Clock.NowMs += 10;

        var (search, _) = await Database.Optimizations.CreateAsync(Search(), new NewJob("optimization"));
        var (other, _) = await Database.Optimizations.CreateAsync(Search() with { Base = Samples.Plan(strategy: "other") }, new NewJob("optimization"));

        Assert.Equal(5, await Database.Optimizations.EarlierTrialsAsync(search));
        Assert.Equal(0, await Database.Optimizations.EarlierTrialsAsync(other));
    }

    private static SearchPlan Search() => new()
    {
        Base = Samples.Plan(),
        Space = new SearchSpace([new ParameterAxis("fast", [1, 2, 3])], new Dictionary<string, double>()),
        FirstPoint = [0],
        Settings = new SearchSettings(),
        SizedByStrategy = false,
        SpecText = Samples.OddText,
        Manifest = "{\"spec\":{}}",
        Fingerprint = "cafe",
    };

    private static WalkForwardPlan Plan { get; } = new()
    {
        Search = Search(),
        Settings = new WalkForwardSettings { InSample = 10, OutOfSample = 5 },
        Windows = [Layout(1), Layout(2)],
        Bars = 20,
        Manifest = "{\"spec\":{\"walk_forward\":{}}}",
        Fingerprint = "walk",
    };

    private static WalkForwardWindow Layout(int number) =>
        new(number, new TimeRange(Samples.Start, Samples.Start + Samples.Day), 24, new TimeRange(Samples.Start + (number * Samples.Day), Samples.Start + ((number + 1) * Samples.Day)), 24);

    private static WindowResult Window(int number) => new()
    {
        Window = Layout(number),
        Choice = new WindowChoice(4, 3, new Trial(2, [2, 0], new Dictionary<string, double> { ["fast"] = 0.1 + 0.2, ["slow"] = 1e300 / 3 })
        {
            Metrics = new Dictionary<string, double> { ["sharpe_ratio"] = 1.0 / 3, ["roi"] = double.NaN },
            Score = 1.0 / 3,
            Note = "naïve – ✓",
        }),
        OutOfSample = new WalkForwardReturn(1.01, 86_400),
        Days = [new WalkForwardDay(Samples.Start + Samples.Day, 10_000.1 + 0.2, double.NaN), new WalkForwardDay(Samples.Start + (2 * Samples.Day), 1.0 / 3, 2.0 / 3)],
    };

    private static WalkForwardResult Result() => new()
    {
        Plan = Plan,
        Windows = [Window(1), Window(2)],
        Curve = new EquityCurve([Samples.Start + Samples.Day], [1000], [1000], [0], 1000),
        Trades = [],
        Metrics = new MetricSet(),
        ResultHash = "beef",
        OutOfSample = new WalkForwardReturn(1, 86_400),
    };

    private async Task<(long Id, JobClaim Claim)> BeginAsync()
    {
        var (walk, job) = await Database.WalkForwards.CreateAsync(Plan, new NewJob("walkforward") { Owner = "me" });
        return (walk.Id, new JobClaim(job.Id, "me", 1));
    }
}

public sealed class SqliteWalkForwardStoreTests : WalkForwardStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresWalkForwardStoreTests(PostgresServer server) : WalkForwardStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
