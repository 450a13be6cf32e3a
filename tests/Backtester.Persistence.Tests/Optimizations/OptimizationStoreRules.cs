using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Across;
using Backtester.Core.Optimization.Honesty;
using Backtester.Core.Optimization.Space;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.Optimizations;

public abstract class OptimizationStoreRules : DatabaseRules
{
    private static readonly SearchTimes Times = new(1.5, 0.25, 1e9 / 3);

    [SkippableFact]
    public async Task Trials_come_back_to_the_last_bit_in_order_of_number_and_of_score()
    {
        var (id, claim) = await BeginAsync();
        Trial[] trials = [Measured(0, 0.1 + 0.2), Refused(1), Measured(2, double.NaN), Measured(3, 1e300 / 3)];

        Assert.True(await Database.Optimizations.AppendAsync(id, claim, trials[..2], trials[0]));
        Assert.True(await Database.Optimizations.AppendAsync(id, claim, trials[2..], trials[3]));

        Assert.Equal(trials.Select(Line), (await Database.Optimizations.TrialsAsync(id)).Select(Line));
        Assert.Equal([3, 0, 1, 2], (await Database.Optimizations.BestAsync(id, 10)).Select(t => t.Number));
        Assert.Equal([3], (await Database.Optimizations.BestAsync(id, 1)).Select(t => t.Number));
        var stored = (await Database.Optimizations.GetAsync(id))!;
        Assert.Equal((3, 1, 1e300 / 3), (stored.Row.Completed, stored.Row.Failed, stored.Row.BestScore));
        Assert.Equal(3, stored.Best!.Number);
        Assert.Null(stored.Honesty);
    }

    [SkippableFact]
    public async Task Search_is_found_by_words_of_its_name_strategy_symbols_market_or_timeframe_in_any_case()
    {
        var (id, _) = await BeginAsync();
        var row = (await Database.Optimizations.GetAsync(id))!.Row;
        Task<IReadOnlyList<StrategyOptimization>> Find(string text) => Database.Optimizations.FindAsync(text, 5);
        Assert.Equal([id], (await Find($"{row.Strategy[..3].ToUpperInvariant()} {row.Timeframe}")).Select(o => o.Id));
        Assert.Equal([id], (await Find(row.Symbols.Split(',')[0])).Select(o => o.Id));
        Assert.Empty(await Find($"{row.Strategy} %"));
        Assert.Empty(await Find("no-such-word"));
    }

    [SkippableFact]
    public async Task Table_of_columns_holds_the_bits_of_the_trials_and_its_rows_are_found_by_number()
    {
        var (id, claim) = await BeginAsync();
        Trial[] trials = [Refused(0), Measured(1, 0.1 + 0.2), Measured(2, double.NaN), Measured(3, 1e300 / 3)];
        await Database.Optimizations.AppendAsync(id, claim, trials, trials[3]);

        var (table, expected) = (await Database.Optimizations.TableAsync(id), TrialTable.Of(trials));
        Assert.Equal(expected.Columns, table.Columns);
        Assert.All(expected.Columns, name => Assert.Equal(expected.Find(name), table.Find(name)));
        Assert.Equal(expected.Measured, table.Measured);
        Assert.Equal(expected.Notes, table.Notes);

        Assert.Equal(Line(trials[3]), Line((await Database.Optimizations.TrialAsync(id, 3))!));
        Assert.Null(await Database.Optimizations.TrialAsync(id, 4));
    }

    [SkippableFact]
    public async Task Batch_that_is_repeated_after_a_stop_replaces_what_was_stored_of_it()
    {
        var (id, claim) = await BeginAsync();
        await Database.Optimizations.AppendAsync(id, claim, [Measured(0, 1), Measured(1, 2), Measured(2, 3)], Measured(2, 3));

        await Database.Optimizations.AppendAsync(id, claim, [Measured(1, 5), Refused(2)], Measured(1, 5));

        Assert.Equal([1, 5, double.NaN], (await Database.Optimizations.TrialsAsync(id)).Select(t => t.Score));
        var row = (await Database.Optimizations.GetAsync(id))!.Row;
        Assert.Equal((2, 1), (row.Completed, row.Failed));
    }

    [SkippableFact]
    public async Task Verdict_completes_search_and_job_together_and_answers_by_fingerprint()
    {
        var (id, claim) = await BeginAsync();
        Assert.Null(await Database.Optimizations.FindCompletedAsync("cafe"));

        Assert.True(await Database.Optimizations.CompleteAsync(id, claim, Measured(4, 2), Honesty, Times));

        var stored = (await Database.Optimizations.FindCompletedAsync("cafe"))!;
        Assert.Equal((id, WorkStatus.Completed), (stored.Row.Id, stored.Row.Status));
        Assert.Equal(Honesty, stored.Honesty);
        Assert.Equal((1.5, 0.25, 1e9 / 3), (stored.Row.ElapsedSeconds, stored.Row.HonestySeconds, stored.Row.BarCombosPerSecond));
        Assert.Equal(WorkStatus.Completed, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
        Assert.False(await Database.Optimizations.CompleteAsync(id, claim, null, Honesty, Times));
        Assert.Equal(1e9 / 3, await Database.Optimizations.PaceAsync("sma_cross"));
        Assert.Null(await Database.Optimizations.PaceAsync("other"));
    }

    [SkippableFact]
    public async Task Worker_without_the_claim_writes_nothing()
    {
        var (id, claim) = await BeginAsync();
        var other = claim with { Owner = "somebody else" };

        Assert.False(await Database.Optimizations.AppendAsync(id, other, [Measured(0, 1)], null));
        Assert.False(await Database.Optimizations.CompleteAsync(id, other, null, Honesty, Times));

        Assert.Empty(await Database.Optimizations.TrialsAsync(id));
        Assert.Equal(WorkStatus.Running, (await Database.Optimizations.GetAsync(id))!.Row.Status);
    }

    [SkippableFact]
    public async Task Stopped_search_is_reopened_with_its_trials_and_a_new_job()
    {
        var (id, claim) = await BeginAsync();
        await Database.Optimizations.AppendAsync(id, claim, [Measured(0, 1)], Measured(0, 1));
        Assert.Null(await Database.Optimizations.ReopenAsync(id, new NewJob("optimization")));
        Assert.False(await Database.Optimizations.DeleteAsync(id));

        await Database.Jobs.CancelledAsync(claim);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Optimizations.GetAsync(id))!.Row.Status);
        var job = (await Database.Optimizations.ReopenAsync(id, new NewJob("optimization")))!;

        Assert.NotEqual(claim.JobId, job.Id);
        Assert.Equal(job.Id, (await Database.Optimizations.FindJobAsync(id))!.Id);
        Assert.Equal(WorkStatus.Pending, (await Database.Optimizations.GetAsync(id))!.Row.Status);
        Assert.Single(await Database.Optimizations.TrialsAsync(id));
    }

    [SkippableFact]
    public async Task What_only_some_searches_have_of_a_set_comes_back_to_the_last_bit()
    {
        var (id, claim) = await BeginAsync();
        var metrics = new Dictionary<string, double> { ["roi"] = 0.1 + 0.2, ["sharpe_ratio"] = double.NaN };
        Trial[] trials =
        [
            Measured(0, 1),
            Measured(1, 2) with { Walked = new WalkedBy(WalkedBy.EventLoop, "trailing_stop") },
            Measured(2, 3) with
            {
                Objectives = [1.0 / 3, double.NaN],
                JointSharpe = 2.0 / 3,
                Markets = [new MarketTrial("BTCUSDT", "1h", 1e300 / 3, metrics, null), new MarketTrial("ETHUSDT", "1h", double.NaN, metrics, "0 trades – „none“")],
            },
        ];
        await Database.Optimizations.AppendAsync(id, claim, trials, trials[2]);

        var stored = await Database.Optimizations.TrialsAsync(id);
        Assert.Equal(trials.Select(t => t.Walked), stored.Select(t => t.Walked));
        Assert.Equal([null, null, trials[2].Objectives], stored.Select(t => t.Objectives));
        Assert.Equal([double.NaN, double.NaN, 2.0 / 3], stored.Select(t => t.JointSharpe));
        Assert.Equal(trials[2].Markets!.Select(Market), stored[2].Markets!.Select(Market));

        var outcome = new SearchOutcome(new WalkCounts(1, 2, 3, new Dictionary<string, int> { ["trim"] = 2 }), "stopped – early");
        await Database.Optimizations.CompleteAsync(id, claim, trials[2], Honesty, Times, outcome);
        var read = (await Database.Optimizations.GetAsync(id))!.Outcome!;
        Assert.Equal((1, 2, 3, 2, "stopped – early"), (read.Walked.Masks, read.Walked.EventLoop, read.Walked.Whole, read.Walked.Reasons["trim"], read.Stopped));

        static string Market(MarketTrial m) => $"{m.Symbols} {m.Timeframe} {m.Score:R} {m.Note} {string.Join(' ', m.Metrics.Select(v => $"{v.Key}={v.Value:R}"))}";
    }

    [SkippableFact]
    public async Task Pause_of_a_running_search_is_kept_whoever_ends_its_work_and_until_it_is_resumed()
    {
        var (id, claim) = await BeginAsync();
        await Database.Optimizations.AppendAsync(id, claim, [Measured(0, 1)], Measured(0, 1));
        Assert.Equal(claim.JobId, (await Database.Optimizations.PauseAsync(id))!.Id);
        Assert.Equal(JobSignal.Cancel, await Database.Jobs.ReportAsync(claim));

        // The process dies before it has stopped: the next start finds the job without an owner.
        await Database.Jobs.RequeueOrphansAsync(_ => false);
        Assert.Equal(WorkStatus.Paused, (await Database.Optimizations.GetAsync(id))!.Row.Status);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
        Assert.Null(await Database.Jobs.ClaimNextAsync("next start"));
        Assert.Null(await Database.Optimizations.PauseAsync(id));

        var job = (await Database.Optimizations.ReopenAsync(id, new NewJob("optimization")))!;
        Assert.Equal(WorkStatus.Pending, (await Database.Optimizations.GetAsync(id))!.Row.Status);
        Assert.Single(await Database.Optimizations.TrialsAsync(id));

        // One that waits pauses at once; a stop that is no pause cancels.
        Assert.Equal(job.Id, (await Database.Optimizations.PauseAsync(id))!.Id);
        Assert.Equal(WorkStatus.Paused, (await Database.Optimizations.GetAsync(id))!.Row.Status);
        await Database.Optimizations.ReopenAsync(id, new NewJob("optimization"));
        var (again, next) = (await Database.Jobs.ClaimNextAsync("worker"))!.Value;
        await Database.Jobs.RequestCancelAsync(again.Id);
        await Database.Jobs.CancelledAsync(next);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Optimizations.GetAsync(id))!.Row.Status);
    }

    [SkippableFact]
    public async Task Cancel_ends_a_pause_whether_it_holds_or_was_only_asked_for()
    {
        var (id, claim) = await BeginAsync();
        await Database.Optimizations.PauseAsync(id);
        Assert.False(await Database.Optimizations.GiveUpPauseAsync(id));
        await Database.Jobs.CancelledAsync(claim);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Optimizations.GetAsync(id))!.Row.Status);

        var (second, other) = await BeginAsync();
        await Database.Optimizations.PauseAsync(second);
        await Database.Jobs.CancelledAsync(other);
        Assert.True(await Database.Optimizations.GiveUpPauseAsync(second));
        Assert.Equal(WorkStatus.Cancelled, (await Database.Optimizations.GetAsync(second))!.Row.Status);
    }

    [SkippableFact]
    public async Task Ledger_counts_sets_of_earlier_searches_and_runs_on_the_same_market_alone()
    {
        var (first, claim) = await BeginAsync();
        await Database.Optimizations.AppendAsync(first, claim, [Measured(0, 1), Measured(1, 1), Refused(2)], null);
        await Database.Runs.CreateAsync(Samples.Plan());
        await Database.Runs.CreateAsync(Samples.Plan(strategy: "other"));
        Database.Clock.NowMs += 10;

        var (id, _) = await BeginAsync();

        Assert.Equal(3, await Database.Optimizations.EarlierTrialsAsync((await Database.Optimizations.GetAsync(id))!.Row));
        Assert.Equal(0, await Database.Optimizations.EarlierTrialsAsync((await Database.Optimizations.GetAsync(first))!.Row));
    }

    [SkippableFact]
    public async Task Delete_takes_the_trials_along_and_the_list_is_newest_first()
    {
        var (id, claim) = await BeginAsync();
        var (second, _) = await BeginAsync();
        await Database.Optimizations.AppendAsync(id, claim, [Measured(0, 1)], null);
        Assert.Equal([second, id], (await Database.Optimizations.ListAsync(10)).Select(o => o.Id));

        await Database.Optimizations.CompleteAsync(id, claim, null, Honesty, Times);
        Assert.True(await Database.Optimizations.DeleteAsync(id));

        Assert.Null(await Database.Optimizations.GetAsync(id));
        Assert.Empty(await Database.Optimizations.TrialsAsync(id));
        Assert.Equal([second], (await Database.Optimizations.ListAsync(10)).Select(o => o.Id));
    }

    private static SearchHonesty Honesty { get; } = new()
    {
        Trials = 12,
        EarlierTrials = 3,
        EffectiveTrials = 7.5,
        Sample = 12,
        BestSharpe = 1.0 / 3,
        LuckSharpe = 0.25,
        DeflatedSharpe = 0.5,
        Pbo = double.NaN,
        RealityCheck = 0.2,
        Spa = 0.1,
        LuckProbability = 0.3,
        MinimumBacktestYears = 4,
        Years = 2,
        Sentence = "Of 12 sets – „luck“",
    };

    private static Trial Measured(int number, double score) => new(number, [number, 0], new Dictionary<string, double> { ["fast"] = number + 0.1, ["slow"] = 30 })
    {
        Metrics = new Dictionary<string, double> { ["sharpe_ratio"] = score, ["roi"] = 1.0 / 3 },
        Score = score,
        Note = double.IsNaN(score) ? "too few trades" : null,
    };

    private static Trial Refused(int number) => new(number, [number, 0], new Dictionary<string, double> { ["fast"] = 50, ["slow"] = 30 }) { Note = "refused: fast < slow" };

    private static string Line(Trial t) =>
        $"{t.Number} {string.Join(',', t.Point)} {string.Join(' ', t.Parameters)} {(t.Metrics is null ? "none" : string.Join(' ', t.Metrics))} {t.Score:R} {t.Note}";

    private async Task<(long Id, JobClaim Claim)> BeginAsync()
    {
        var plan = new SearchPlan
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
        var (search, job) = await Database.Optimizations.CreateAsync(plan, new NewJob("optimization") { Owner = "me" });
        return (search.Id, new JobClaim(job.Id, "me", 1));
    }
}

public sealed class SqliteOptimizationStoreTests : OptimizationStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresOptimizationStoreTests(PostgresServer server) : OptimizationStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
