using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Orders;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.MonteCarlo;

public sealed class ExecutionTestTests
{
    private const string Spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": 3, "slow": 10}}""";
    private const string TwoSymbols = """{"symbols": ["BTCUSDT", "ETHUSDT"], "timeframe": "1h", "strategy": "confluence", "position_size": 2000}""";
    private const Signals None = Signals.None, LongIn = Signals.LongEntry, LongOut = Signals.LongExit, ShortIn = Signals.ShortEntry, ShortOut = Signals.ShortExit;

    private static readonly MemoryCatalog Catalog = new(SearchMarket.Candles, SearchMarket.Other);

    private static ExecutionResult Ask(string spec, ExecutionSettings settings, int workers = 1) =>
        new ExecutionTest(Catalog, settings).OfRun(RunPlanner.Plan(spec, SpecFormat.Json, Catalog), workers);

    [Theory]
    [InlineData(Spec)]
    [InlineData(TwoSymbols)]
    public void The_first_row_is_the_run_itself(string spec)
    {
        var run = RunExecutor.Execute(RunPlanner.Plan(spec, SpecFormat.Json, Catalog), Catalog);
        var row = Ask(spec, new ExecutionSettings { Paths = 2 }).Rows[0];

        Assert.Equal("as assumed", row.Scenario.Name);
        Assert.All(ExecutionResult.Metrics, name => Assert.Equal(run.Metrics[name], row[name].Median));
        Assert.All(ExecutionResult.Metrics, name => Assert.Equal(run.Metrics[name], row[name].Realised));
    }

    [Fact]
    public void The_same_for_any_number_of_workers_and_another_for_another_seed()
    {
        var settings = new ExecutionSettings { Paths = 6 };
        var one = Table(Ask(TwoSymbols, settings));
        Assert.All(new[] { 2, 5 }, workers => Assert.Equal(one, Table(Ask(TwoSymbols, settings, workers))));
        Assert.NotEqual(one, Table(Ask(TwoSymbols, settings with { Seed = 43 })));

        static double[] Table(ExecutionResult result) => [.. result.Rows.SelectMany(r => r.Metrics.SelectMany(m => m.Quantiles.Append(m.Mean)))];
    }

    [Fact]
    public void Fees_are_those_of_a_run_with_so_many_times_the_rates()
    {
        var tripled = Spec.Replace("\"position_size\"", "\"execution\": {\"fees\": {\"maker\": 0.003, \"taker\": 0.003}}, \"position_size\"", StringComparison.Ordinal);
        var run = RunExecutor.Execute(RunPlanner.Plan(tripled, SpecFormat.Json, Catalog), Catalog);
        var rows = Ask(Spec, new ExecutionSettings { Paths = 1, Fees = [3] }).Rows;

        Assert.Equal(run.Metrics["roi"], rows.Single(r => r.Scenario.Name == "fees × 3")["roi"].Median, 1e-9);
    }

    [Fact]
    public void Further_slippage_has_its_mean_and_costs_so_much()
    {
        var slippage = new RandomSlippage(new BpsSlippage(5, 5, 0), 10, 42, 0).For(SearchMarket.Candles, new Instrument("binance", "BTCUSDT"));
        var added = Enumerable.Range(0, 40_000).Select(bar => slippage.Distance(new SlippageInput(OrderType.Market, 100, 0, bar, bar - 1)) - 0.05).ToArray();

        // Exponential with mean 0.1: deviation 0.1, median 0.1·ln 2.
        Assert.Equal(0.1, added.Average(), 4 * 0.1 / Math.Sqrt(added.Length));
        Assert.Equal(0.5, added.Count(a => a < 0.1 * Math.Log(2)) / (double)added.Length, 4 * 0.5 / Math.Sqrt(added.Length));
        Assert.All(added, a => Assert.True(a >= 0));
        Assert.Equal(0, slippage.Distance(new SlippageInput(OrderType.Limit, 100, 0, 7, 6)));
        Assert.Equal(slippage.Distance(new SlippageInput(OrderType.Stop, 100, 3, 7, 6)), slippage.Distance(new SlippageInput(OrderType.Stop, 100, 0, 7, 7)));

        // Small positions: nothing else than the price of the fills may change.
        var rows = Ask(Spec.Replace("5000", "500", StringComparison.Ordinal), new ExecutionSettings { Paths = 20, Slippage = [10, 50] }).Rows;
        Assert.True(rows[0]["roi"].Median > rows[1]["roi"].Median && rows[1]["roi"].Median > rows[2]["roi"].Median);
        Assert.Equal(rows[0]["total_trades"].Median, rows[2]["total_trades"].Median);
    }

    [Fact]
    public void Entries_that_are_all_missed_leave_no_trade()
    {
        var row = Ask(Spec, new ExecutionSettings { Paths = 2, Missed = [1] }).Rows.Single(r => r.Scenario.Missed == 1 && r.Scenario.Slippage == 0);

        Assert.Equal((0, 0), (row["total_trades"].High, row["roi"].High));
        Assert.Equal(double.NaN, row["sharpe_ratio"].Median);
    }

    [Fact]
    public void A_missed_entry_still_closes_the_position_of_the_other_side()
    {
        Signals[] said = [LongIn, ShortIn, LongOut, ShortIn | ShortOut, None, LongIn | LongOut];

        Assert.Equal([ShortOut, LongOut, LongOut, ShortOut, None, LongOut], Disturb(said, new ExecutionScenario("") { Missed = 1 }));
        Assert.Equal([None, None, LongOut, ShortOut, None, LongOut], Disturb(said, new ExecutionScenario("") { Missed = 1 }, OppositeEntry.Ignore));
    }

    [Fact]
    public void Missed_entries_are_as_many_as_the_probability_says()
    {
        var left = Disturb([.. Enumerable.Repeat(LongIn, 40_000)], new ExecutionScenario("") { Missed = 0.1 }).Count(s => s == LongIn) / 40_000.0;
        Assert.Equal(0.9, left, 4 * Math.Sqrt(0.09 / 40_000));
    }

    [Fact]
    public void Late_decisions_come_at_most_so_late_in_their_order_and_not_after_the_end()
    {
        var said = new Signals[4000];
        for (var row = 0; row < said.Length; row += 10)
        {
            said[row] = row % 20 == 0 ? LongIn : LongOut;
        }

        var late = Disturb(said, new ExecutionScenario("") { Delay = 3 });
        var delays = new int[4];
        for (var row = 0; row < said.Length; row += 10)
        {
            var delay = Enumerable.Range(0, 4).Single(d => late[row + d] != None);
            Assert.Equal(said[row], late[row + delay]);
            delays[delay]++;
        }

        // χ² with 3 degrees of freedom is under 16.27 with probability 0.999.
        Assert.True(delays.Sum(d => (d - 100.0) * (d - 100.0) / 100) < 16.27);

        var crowded = Disturb([LongIn, LongOut, ShortIn, None, None, None], new ExecutionScenario("") { Delay = 2 });
        var order = crowded.Where(s => s != None).Aggregate("", (text, s) => text + (s.HasFlag(LongIn) ? "l" : "") + (s.HasFlag(LongOut) ? "x" : "") + (s.HasFlag(ShortIn) ? "s" : ""));
        Assert.Equal("lxs", order);
    }

    [Fact]
    public void All_together_takes_the_mildest_of_each()
    {
        var scenarios = new ExecutionSettings { Fees = [0.5, 2] }.Scenarios;

        Assert.Equal(new ExecutionScenario("all together") { Slippage = 2, Missed = 0.05, Delay = 1, Fees = 2 }, scenarios[^1]);
        Assert.Equal(["as assumed", "fees × 2"], ExecutionScenario.Of([], [], [], [2]).Select(s => s.Name));
    }

    private static Signals[] Disturb(Signals[] said, ExecutionScenario scenario, OppositeEntry opposite = OppositeEntry.Reverse) =>
        DisturbedDecisions.Of(new Decisions { Signals = said, OppositeEntry = opposite }, scenario, 42, 0, "BTCUSDT").Signals.ToArray();
}
