using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;
using Backtester.Persistence.Tests.Databases;

namespace Backtester.Persistence.Tests.Runs;

public abstract class RunListRules : DatabaseRules
{
    [SkippableFact]
    public async Task List_filters_by_status_strategy_and_words()
    {
        var done = await SavedAsync("Alpha 100% run", 1);
        var waiting = (await Database.Runs.CreateAsync(Samples.Plan("Beta", strategy: "ema_cross", symbols: ["SOLUSDT"]))).Id;
        var failed = (await Database.Runs.CreateAsync(Samples.Plan("Gamma"))).Id;
        await Database.Runs.FailAsync(failed, "x");

        Assert.Equal([failed, waiting, done], await IdsAsync(new RunQuery()));
        Assert.Equal([done], await IdsAsync(new RunQuery { Statuses = [WorkStatus.Completed] }));
        Assert.Equal([failed, waiting], await IdsAsync(new RunQuery { Statuses = [WorkStatus.Pending, WorkStatus.Failed] }));
        Assert.Equal([waiting], await IdsAsync(new RunQuery { Strategy = "ema_cross" }));
        Assert.Equal([waiting], await IdsAsync(new RunQuery { Text = "sol beTA" }));
        Assert.Equal([failed, done], await IdsAsync(new RunQuery { Text = "ETHUSDT binance 1h" }));

        // % and _ are letters like others, not wildcards.
        Assert.Equal([done], await IdsAsync(new RunQuery { Text = "100%" }));
        Assert.Empty(await IdsAsync(new RunQuery { Text = "a_pha" }));
    }

    [SkippableTheory]
    [InlineData(false, new[] { 2, 0, 4, 1, 3, 5 })]
    [InlineData(true, new[] { 4, 0, 2, 5, 3, 1 })]
    public async Task List_by_a_number_puts_unknown_last_and_pages_through_all(bool descending, int[] expected)
    {
        // Two values that differ in the last bit, three unknown.
        double[] roi = [0.1 + 0.2, double.NaN, 0.3, double.NaN, 1e300, double.NaN];
        var ids = new List<long>();
        foreach (var value in roi)
        {
            ids.Add(await SavedAsync("run", value));
        }

        var order = await WalkAsync(new RunQuery { Sort = RunSort.Roi, Descending = descending, Limit = 1 });

        Assert.Equal(expected.Select(i => ids[i]), order);
        for (var skip = 0; skip <= ids.Count; skip++)
        {
            // A page that begins among the known values, at their end, and among the unknown.
            Assert.Equal(order.Skip(skip).Take(2), await IdsAsync(new RunQuery { Sort = RunSort.Roi, Descending = descending, Limit = 2, Skip = skip }));
        }
    }

    [SkippableFact]
    public async Task List_by_name_pages_through_equal_names_by_id()
    {
        var ids = new List<long>();
        foreach (var name in new[] { "b", "a", "b", "c", "a" })
        {
            ids.Add((await Database.Runs.CreateAsync(Samples.Plan(name))).Id);
        }

        Assert.Equal([ids[1], ids[4], ids[0], ids[2], ids[3]], await WalkAsync(new RunQuery { Sort = RunSort.Name, Descending = false, Limit = 2 }));
        Assert.Equal([ids[3], ids[2], ids[0], ids[4], ids[1]], await WalkAsync(new RunQuery { Sort = RunSort.Name, Descending = true, Limit = 2 }));
    }

    [SkippableFact]
    public async Task List_by_name_takes_small_and_capital_letters_alike_and_pages_by_number()
    {
        var ids = new List<long>();
        foreach (var name in new[] { "b", "C", "A", "B", "Äpfel" })
        {
            ids.Add((await Database.Runs.CreateAsync(Samples.Plan(name))).Id);
        }

        var byName = new RunQuery { Sort = RunSort.Name, Descending = false, Limit = 2 };
        var walked = await WalkAsync(byName);
        Assert.Equal([ids[2], ids[0], ids[3], ids[1]], walked.Where(id => id != ids[4]));
        Assert.Contains(ids[4], walked);
        Assert.Equal(walked.Skip(2).Take(2), await IdsAsync(byName with { Skip = 2 }));
        Assert.Equal(walked.Skip(4), await IdsAsync(byName with { Skip = 4 }));

        var without = await Database.Runs.ListAsync(byName with { Without = [walked[0]], Skip = 1 });
        Assert.Equal((4, walked[2]), (without.Total, without.Items[0].Id));
    }

    /// <summary>30m is shorter than 1h though "30m" &gt; "1h"; a run that failed comes after one that is done.</summary>
    [SkippableFact]
    public async Task List_by_timeframe_and_status_goes_by_their_meaning()
    {
        var plan = Samples.Plan();
        var hour = await SavedAsync("hour", 1);
        var half = (await Database.Runs.CreateAsync(plan with { Spec = plan.Spec with { Timeframe = Timeframe.Parse("30m") } })).Id;
        var day = (await Database.Runs.CreateAsync(plan with { Spec = plan.Spec with { Timeframe = Timeframe.Parse("1d") } })).Id;
        await Database.Runs.FailAsync(day, "x");

        Assert.Equal([half, hour, day], await WalkAsync(new RunQuery { Sort = RunSort.Timeframe, Descending = false, Limit = 1 }));
        Assert.Equal([half, hour, day], await WalkAsync(new RunQuery { Sort = RunSort.Status, Descending = false, Limit = 1 }));
        Assert.Equal([day, hour, half], await WalkAsync(new RunQuery { Sort = RunSort.Status, Limit = 1 }));
    }

    [SkippableTheory]
    [InlineData(RunSort.Created)]
    [InlineData(RunSort.Strategy)]
    [InlineData(RunSort.TotalTrades)]
    [InlineData(RunSort.WinRate)]
    [InlineData(RunSort.TotalProfitLoss)]
    [InlineData(RunSort.MaxDrawdown)]
    [InlineData(RunSort.SharpeRatio)]
    [InlineData(RunSort.ProfitFactor)]
    [InlineData(RunSort.FinalEquity)]
    [InlineData(RunSort.Symbols)]
    [InlineData(RunSort.Timeframe)]
    [InlineData(RunSort.Status)]
    public async Task List_in_any_order_gives_each_run_once(RunSort sort)
    {
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(i % 2 == 0 ? await SavedAsync("run", i) : (await Database.Runs.CreateAsync(Samples.Plan())).Id);
        }

        Assert.Equal(ids, (await WalkAsync(new RunQuery { Sort = sort, Limit = 2 })).Order());
    }

    [SkippableFact]
    public async Task Pages_stay_in_step_while_runs_are_added_and_deleted()
    {
        var ids = new List<long>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await SavedAsync($"run {i}", i));
        }

        var first = await Database.Runs.ListAsync(new RunQuery { Limit = 2 });
        await SavedAsync("added at the top", 50);
        await Database.Runs.DeleteAsync(ids[5]);
        await Database.Runs.DeleteAsync(ids[4]);
        var second = await Database.Runs.ListAsync(new RunQuery { Limit = 2, Cursor = first.NextCursor });

        Assert.Equal([ids[5], ids[4]], first.Items.Select(r => r.Id));
        Assert.Equal(6, first.Total);
        Assert.Equal([ids[3], ids[2]], second.Items.Select(r => r.Id));
        Assert.Equal(5, second.Total);
    }

    [SkippableTheory]
    [InlineData("!!!")]
    [InlineData("YWJj")]
    public async Task Cursor_of_another_list_is_refused_by_name(string cursor)
    {
        var error = await Assert.ThrowsAsync<SpecException>(() => Database.Runs.ListAsync(new RunQuery { Cursor = cursor }));

        Assert.Equal(("cursor", cursor), (error.Problems[0].Field, error.Problems[0].Got));
    }

    [SkippableFact]
    public async Task Cursor_of_another_order_is_refused()
    {
        await SavedAsync("a", 1);
        await SavedAsync("b", 2);
        var page = await Database.Runs.ListAsync(new RunQuery { Limit = 1 });

        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.ListAsync(new RunQuery { Limit = 1, Cursor = page.NextCursor, Sort = RunSort.Roi }));
        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.ListAsync(new RunQuery { Limit = 1, Cursor = page.NextCursor, Descending = false }));
        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.ListAsync(new RunQuery { Limit = 0 }));
        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.ListAsync(new RunQuery { Limit = 1001 }));
    }

    [SkippableFact]
    public async Task Trades_are_filtered_sorted_and_paged_with_unknown_last()
    {
        // Sequence 0: long BTC −100.5, stop; 1: short ETH +300.25, signal; 2: long BTC, open.
        var run = await SavedAsync("run", 1);

        Assert.Equal([0, 1, 2], await SequencesAsync(run, new TradeQuery()));
        Assert.Equal([2, 1, 0], await SequencesAsync(run, new TradeQuery { Descending = true }));
        Assert.Equal([1], await SequencesAsync(run, new TradeQuery { Outcome = TradeOutcome.Winners }));
        Assert.Equal([0], await SequencesAsync(run, new TradeQuery { Outcome = TradeOutcome.Losers }));
        Assert.Equal([0, 2], await SequencesAsync(run, new TradeQuery { Symbol = "BTCUSDT" }));
        Assert.Equal([1], await SequencesAsync(run, new TradeQuery { Direction = Direction.Short }));
        Assert.Equal([0], await SequencesAsync(run, new TradeQuery { ExitReason = ExitReason.StopLoss }));
        Assert.Equal([0, 1, 2], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.ProfitLoss }));
        Assert.Equal([1, 0, 2], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.ProfitLoss, Descending = true }));
        Assert.Equal([1, 0, 2], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.ProfitLossPercentage, Descending = true }));
        Assert.Equal([2, 0, 1], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.Notional }));
        Assert.Equal([0, 1, 2], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.BarsHeld, Descending = true }));
        Assert.Equal([1, 0, 2], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.Symbol, Descending = true }));
        Assert.Equal([2, 1, 0], await SequencesAsync(run, new TradeQuery { Sort = TradeSort.Opened, Descending = true }));

        var page = await Database.Runs.GetTradesAsync(run, new TradeQuery { Offset = 1, Limit = 1 });
        Assert.Equal((3, 1, 300.25), (page.Total, page.Items.Single().Sequence, page.Items.Single().Trade.ProfitLoss));
        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.GetTradesAsync(run, new TradeQuery { Offset = -1 }));
        Assert.Equal(0, (await Database.Runs.GetTradesAsync(run + 1, new TradeQuery())).Total);
    }

    private async Task<IEnumerable<int>> SequencesAsync(long run, TradeQuery query) =>
        (await Database.Runs.GetTradesAsync(run, query)).Items.Select(t => t.Sequence);

    private async Task<IEnumerable<long>> IdsAsync(RunQuery query) => (await Database.Runs.ListAsync(query)).Items.Select(r => r.Id);

    private async Task<List<long>> WalkAsync(RunQuery query)
    {
        var ids = new List<long>();
        do
        {
            var page = await Database.Runs.ListAsync(query);
            Assert.InRange(page.Items.Count, 1, query.Limit);
            ids.AddRange(page.Items.Select(r => r.Id));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null && ids.Count < 100);
        return ids;
    }

    private async Task<long> SavedAsync(string name, double roi)
    {
        var plan = Samples.Plan(name);
        var run = await Database.Runs.CreateAsync(plan);
        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan, roi)));
        return run.Id;
    }
}

public sealed class SqliteRunListTests : RunListRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresRunListTests(PostgresServer server) : RunListRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
