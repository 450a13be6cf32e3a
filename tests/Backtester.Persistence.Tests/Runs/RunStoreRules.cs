using System.Data.Common;
using System.Text.Json;
using Backtester.Core.Runs;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Runs;
using Backtester.Persistence.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Tests.Runs;

public abstract class RunStoreRules : DatabaseRules
{
    [SkippableFact]
    public async Task Create_keeps_texts_byte_for_byte_and_the_plan_without_loss()
    {
        var plan = Samples.Plan();

        var run = await Database.Runs.CreateAsync(plan, datasetHash: "d5");
        var stored = (await Database.Runs.GetAsync(run.Id, withTrades: true))!;

        Assert.Equal(WorkStatus.Pending, stored.Summary.Status);
        Assert.Equal(Samples.OddText, stored.Plan.SpecText);
        Assert.Equal(plan.Manifest, stored.Plan.Manifest);
        Assert.Equal("d5", stored.DatasetHash);
        Assert.Equal(SteppedClock.Start, stored.Summary.CreatedMs);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], stored.Summary.Symbols);
        Assert.Equal(run.Uuid, stored.Summary.Uuid);
        Assert.Equivalent(plan, stored.Plan, strict: true);
        Assert.Equal(BitConverter.DoubleToInt64Bits(plan.Spec.InitialCapital), BitConverter.DoubleToInt64Bits(stored.Plan.Spec.InitialCapital));
        Assert.Equal(["slow", "fast"], stored.Plan.Spec.StrategyParams.Keys);
        Assert.Empty(stored.Trades!);
        Assert.Empty(stored.Daily);
    }

    [SkippableTheory]
    [InlineData(0x0000)]
    [InlineData(0xD83D)]
    [InlineData(0xDE80)]
    public async Task Create_text_that_cannot_be_kept_is_refused_and_leaves_nothing(int codeUnit)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Database.Runs.CreateAsync(Samples.Plan(specText: $"a{(char)codeUnit}b")));

        Assert.Contains("spec", error.Message);
        Assert.Equal(0, (await Database.Runs.ListAsync(new RunQuery())).Total);
    }

    [SkippableFact]
    public async Task Save_result_then_read_gives_the_same_result()
    {
        var plan = Samples.Plan();
        var result = Samples.Result(plan);
        var run = await Database.Runs.CreateAsync(plan);
        Assert.True(await Database.Runs.MarkRunningAsync(run.Id));
        Database.Clock.NowMs += 5000;

        Assert.True(await Database.Runs.SaveResultAsync(run.Id, result, costs: new Dictionary<string, double> { ["fees"] = 1.25, ["liquidation"] = double.NaN }));
        var stored = (await Database.Runs.GetAsync(run.Id, withTrades: true))!;

        Assert.Equal(WorkStatus.Completed, stored.Summary.Status);
        Assert.Equal(SteppedClock.Start, stored.Summary.StartedMs);
        Assert.Equal(SteppedClock.Start + 5000, stored.Summary.FinishedMs);
        AssertSameTrades(result, stored);
        Assert.Equal(result.Metrics.Values, stored.Metrics.Values);
        Assert.Equal(result.Metrics.Notes, stored.Metrics.Notes);
        Assert.Equal(result.Refusals, stored.Refusals);
        Assert.Equal(result.Warnings, stored.Warnings);
        Assert.Equal(result.Ambiguity, stored.Ambiguity);
        Assert.Equal(["vectorbt", "backtrader"], stored.Parity.Keys);
        Assert.Equal(result.Parity["vectorbt"].Values, stored.Parity["vectorbt"].Values);
        Assert.Equal(1.25, stored.Costs!["fees"]);
        Assert.True(double.IsNaN(stored.Costs["liquidation"]));
        Assert.Equal(1000, stored.Summary.InitialEquity);
        Assert.Equal((2.0, 50.0, 80.0, 8.0), (stored.Summary.TotalTrades, stored.Summary.WinRate, stored.Summary.TotalProfitLoss, stored.Summary.Roi));
        Assert.Equal((10.0, null, 300.25 / 100.5, 1080.0), (stored.Summary.MaxDrawdownPercentage, stored.Summary.SharpeRatio, stored.Summary.ProfitFactor, stored.Summary.FinalEquity));
        Assert.Equivalent(result with { Trades = [], Curve = stored.DailyCurve() }, stored.ToResult(stored.DailyCurve()) with { Trades = [] });
    }

    [SkippableFact]
    public async Task Save_result_writes_a_row_a_day()
    {
        var run = await SavedAsync(Samples.Plan());

        // Peak 1,000 → 900/1,000 − 1 = −0.1; next day peak 1,200, then 1,080/1,200 − 1 = −0.1. One trade closes in each day.
        var days = (await Database.Runs.GetAsync(run, withTrades: false))!.Daily;

        Assert.Equal(
            [
                new DailyRow(Samples.Start, Samples.Start + (23 * Samples.Hour), 900, 500, 1, 1, (900.0 / 1000) - 1, (900.0 / 1000) - 1, (900.0 / 1000) - 1),
                new DailyRow(Samples.Start + Samples.Day, Samples.Start + Samples.Day + Samples.Hour, 1080, 80, 1, 2, (1080.0 / 1200) - 1, (1080.0 / 1200) - 1, Math.Min((900.0 / 1000) - 1, (1080.0 / 1200) - 1)),
            ],
            days);
    }

    [SkippableFact]
    public async Task Unknown_numbers_are_null_in_rows()
    {
        var run = await SavedAsync(Samples.Plan());

        await using var db = Database.Factory.OpenForReading();
        var open = await db.Trades.SingleAsync(t => t.RunId == run && t.ProfitLoss == null);
        var metrics = JsonDocument.Parse((await db.Runs.SingleAsync(r => r.Id == run)).MetricsJson!);

        Assert.Equal((null, null, null, null, null, null), (open.ExitPrice, open.Mae, open.Mfe, open.Confidence, open.ProfitLossPercentage, open.ExitBar));
        Assert.Null(open.ExitReason);
        Assert.Null(open.ClosedAtMs);
        Assert.Equal(1, await db.Runs.CountAsync(r => r.Id == run && r.SharpeRatio == null));
        Assert.Equal(JsonValueKind.Null, metrics.RootElement.EnumerateArray().Single(m => m.GetProperty("name").GetString() == "sharpe_ratio").GetProperty("value").ValueKind);
    }

    [SkippableFact]
    public async Task Save_result_that_fails_half_way_leaves_nothing()
    {
        var plan = Samples.Plan();
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(plan, new NewJob("backtest"));
        var (_, claim) = (await Database.Jobs.ClaimNextAsync("a"))!.Value;
        var many = Enumerable.Range(1, 4500).Select(i => Samples.Closed(i, i, Core.Orders.ExitReason.Signal)).ToList();

        // The last row breaks: a symbol that the database cannot take.
        many[^1] = many[^1] with { Symbol = null! };
        var error = await Record.ExceptionAsync(() => Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan) with { Trades = many }, claim));

        Assert.IsAssignableFrom<DbException>(error);
        var stored = (await Database.Runs.GetAsync(run.Id, withTrades: true))!;
        Assert.Equal(WorkStatus.Running, stored.Summary.Status);
        Assert.Equal(WorkStatus.Running, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
        Assert.Empty(stored.Trades!);
        Assert.Empty(stored.Daily);
        Assert.Empty(stored.Metrics.Values);

        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), claim));
    }

    [SkippableFact]
    public async Task Save_result_of_many_batches_keeps_every_trade_in_order()
    {
        var plan = Samples.Plan();
        var run = await Database.Runs.CreateAsync(plan);
        var many = Enumerable.Range(1, 4500).Select(i => Samples.Closed(i, i, Core.Orders.ExitReason.Signal)).ToList();

        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan) with { Trades = many }));

        Assert.Equal(many.Select(t => t.ProfitLoss), (await Database.Runs.GetAsync(run.Id, withTrades: true))!.Trades!.Select(t => t.ProfitLoss));
    }

    [SkippableFact]
    public async Task Save_result_twice_writes_once()
    {
        var plan = Samples.Plan();
        var run = await SavedAsync(plan);

        Assert.False(await Database.Runs.SaveResultAsync(run, Samples.Result(plan, roi: 99)));

        var stored = (await Database.Runs.GetAsync(run, withTrades: true))!;
        Assert.Equal(8, stored.Summary.Roi);
        Assert.Equal(3, stored.Trades!.Count);
    }

    [SkippableFact]
    public async Task Save_result_of_a_cancelled_or_missing_run_writes_nothing()
    {
        var plan = Samples.Plan();
        var run = await Database.Runs.CreateAsync(plan);
        Assert.True(await Database.Runs.CancelAsync(run.Id));

        Assert.False(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan)));
        Assert.False(await Database.Runs.SaveResultAsync(run.Id + 1, Samples.Result(plan)));

        var stored = (await Database.Runs.GetAsync(run.Id, withTrades: true))!;
        Assert.Equal(WorkStatus.Cancelled, stored.Summary.Status);
        Assert.Empty(stored.Trades!);
        Assert.Throws<InvalidOperationException>(() => stored.ToResult(stored.DailyCurve()));
    }

    [SkippableFact]
    public async Task Status_of_a_run_that_has_ended_does_not_change()
    {
        var run = await Database.Runs.CreateAsync(Samples.Plan());

        Assert.True(await Database.Runs.FailAsync(run.Id, "no candles\0", "the store is empty"));
        Assert.False(await Database.Runs.FailAsync(run.Id, "again"));
        Assert.False(await Database.Runs.CancelAsync(run.Id));
        Assert.False(await Database.Runs.MarkRunningAsync(run.Id));

        var stored = (await Database.Runs.GetSummaryAsync(run.Id))!;
        Assert.Equal((WorkStatus.Failed, "no candles\uFFFD", "the store is empty"), (stored.Status, stored.ErrorMessage, stored.ErrorCause));
        Assert.Equal(SteppedClock.Start, stored.FinishedMs);
    }

    [SkippableFact]
    public async Task Find_completed_gives_the_latest_completed_run_of_the_fingerprint()
    {
        await SavedAsync(Samples.Plan(fingerprint: "aa"));
        var latest = await SavedAsync(Samples.Plan(fingerprint: "aa"));
        await SavedAsync(Samples.Plan(fingerprint: "bb"));
        await Database.Runs.CreateAsync(Samples.Plan(fingerprint: "aa"));
        await Database.Runs.CreateAsync(Samples.Plan(fingerprint: "cc"));

        Assert.Equal(latest, (await Database.Runs.FindCompletedAsync("aa"))!.Id);
        Assert.Null(await Database.Runs.FindCompletedAsync("cc"));
        Assert.Null(await Database.Runs.FindCompletedAsync("a"));
    }

    [SkippableFact]
    public async Task Rename_and_notes_change_and_are_searched_by_the_new_name()
    {
        var run = await SavedAsync(Samples.Plan(name: "old"));

        Assert.True(await Database.Runs.EditAsync(run, new RunEdit(" Größer ÄNDERUNG ", "line 1\nline 2")));
        Assert.False(await Database.Runs.EditAsync(run + 1, new RunEdit("x")));

        var error = await Assert.ThrowsAsync<SpecException>(() => Database.Runs.EditAsync(run, new RunEdit("  ", new string('n', 20_001), ["a b"])));
        Assert.Equal(["name", "notes", "tags"], error.Problems.Select(p => p.Field));
        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.EditAsync(run, new RunEdit()));

        var found = Assert.Single((await Database.Runs.ListAsync(new RunQuery { Text = "änderung btc" })).Items);
        Assert.Equal(("Größer ÄNDERUNG", "line 1\nline 2"), (found.Name, found.Notes));
        Assert.Empty((await Database.Runs.ListAsync(new RunQuery { Text = "old" })).Items);
        Assert.Equal(Samples.OddText, (await Database.Runs.GetAsync(run, withTrades: false))!.Plan.SpecText);
    }

    [SkippableFact]
    public async Task Delete_removes_the_run_with_its_rows_but_not_its_job_and_never_reuses_the_id()
    {
        var plan = Samples.Plan();
        var (run, job) = await Database.Runs.CreateRunAndJobAsync(plan, new NewJob("backtest") { Owner = "cli" });
        Assert.Equal(DeleteOutcome.StillActive, await Database.Runs.DeleteAsync(run.Id));
        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), new JobClaim(job.Id, "cli", 1)));

        Assert.Equal(DeleteOutcome.Deleted, await Database.Runs.DeleteAsync(run.Id));
        Assert.Equal(DeleteOutcome.NotFound, await Database.Runs.DeleteAsync(run.Id));

        await using var db = Database.Factory.OpenForReading();
        Assert.Equal((0, 0), (await db.Trades.CountAsync(), await db.Metrics.CountAsync()));
        Assert.Null((await Database.Jobs.GetAsync(job.Id))!.RunId);
        Assert.True((await Database.Runs.CreateAsync(plan)).Id > run.Id);
    }

    [SkippableFact]
    public async Task Create_run_and_job_that_fails_leaves_neither()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Database.Runs.CreateRunAndJobAsync(Samples.Plan(), new NewJob("backtest", "\0")));

        Assert.Equal(0, (await Database.Runs.ListAsync(new RunQuery())).Total);
        Assert.Equal(0, (await Database.Jobs.ListAsync(new JobQuery())).Total);
    }

    protected async Task<long> SavedAsync(RunPlan plan)
    {
        var run = await Database.Runs.CreateAsync(plan);
        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan)));
        return run.Id;
    }

    private static void AssertSameTrades(RunResult expected, StoredRun stored)
    {
        Assert.Equal(expected.Trades.Count, stored.Trades!.Count);
        foreach (var (one, other) in expected.Trades.Zip(stored.Trades))
        {
            // Records compare every field, doubles by Equals (NaN equals NaN); the dictionary is compared apart.
            Assert.Equal(one with { SignalIndicators = other.SignalIndicators }, other);
            Assert.Equal(one.SignalIndicators, other.SignalIndicators);
        }
    }
}

public sealed class SqliteRunStoreTests : RunStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresRunStoreTests(PostgresServer server) : RunStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
