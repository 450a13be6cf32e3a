using Backtester.Blazor.Comparison;
using Backtester.Blazor.Tests.Pages;
using Backtester.Core.Analysis;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Blazor.Tests.Comparison;

public sealed class ComparisonTests
{
    [Fact]
    public void Ids_are_read_in_their_order_and_all_problems_are_told()
    {
        Assert.Equal([3L, 1, 2], ComparedIds.Parse("3, 1,2"));
        Assert.Equal(["x", "3"], Assert.Throws<SpecException>(() => ComparedIds.Parse("3,x,3")).Problems.Select(p => p.Got));
        Assert.Contains("too few", Assert.Throws<SpecException>(() => ComparedIds.Parse("3")).Message, StringComparison.Ordinal);
        Assert.Contains("too few", Assert.Throws<SpecException>(() => ComparedIds.Parse(null)).Message, StringComparison.Ordinal);
        Assert.Contains("too many", Assert.Throws<SpecException>(() => ComparedIds.Parse("1,2,3,4,5,6,7,8,9")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1.0, 3, 2 }, MetricPreference.Higher, new[] { false, true, false })]
    [InlineData(new[] { 1.0, 3, 2 }, MetricPreference.Lower, new[] { true, false, false })]
    [InlineData(new[] { 1.0, 3, 2 }, MetricPreference.None, new[] { false, false, false })]
    [InlineData(new[] { 3.0, double.NaN, 3, 2 }, MetricPreference.Higher, new[] { true, false, true, false })]
    [InlineData(new[] { 3.0, 3 }, MetricPreference.Higher, new[] { false, false })]
    [InlineData(new[] { 3.0, double.NaN }, MetricPreference.Higher, new[] { false, false })]
    public void Best_knows_which_direction_is_better(double[] values, MetricPreference preference, bool[] best) =>
        Assert.Equal(best, MetricRow.BestOf(values, preference));

    [Fact]
    public void Run_without_trades_is_best_at_nothing()
    {
        MetricSet[] metrics = [Metrics(("total_trades", 0), ("max_drawdown", 0)), Metrics(("total_trades", 5), ("max_drawdown", 7)), Metrics(("total_trades", 6), ("max_drawdown", 9))];
        Assert.Equal([false, true, false], MetricRow.Of(metrics, sameCapital: true).Single(r => r.Info.Name == "max_drawdown").Best);
    }

    [Fact]
    public void Money_has_no_best_where_the_runs_began_with_different_sums()
    {
        MetricSet[] metrics = [Metrics(("fees", 5), ("sharpe_ratio", 1)), Metrics(("fees", 7), ("sharpe_ratio", 2))];
        Assert.Equal([[false, true], [true, false]], MetricRow.Of(metrics, sameCapital: true).Select(r => r.Best));
        Assert.Equal([[false, true], [false, false]], MetricRow.Of(metrics, sameCapital: false).Select(r => r.Best));
        Assert.Equal(["sharpe_ratio", "fees"], MetricRow.Of(metrics, sameCapital: true).Select(r => r.Info.Name));
    }

    [Fact]
    public void Settings_that_are_the_same_or_only_names_are_left_out()
    {
        var rows = SettingRow.Of(
        [
            """{"engine_version":3,"spec":{"name":"a","strategy_params":{"fast":5,"slow":20},"symbols":["A","B"],"risk":{"max_drawdown":null}}}""",
            """{"engine_version":3,"spec":{"name":"b","strategy_params":{"fast":6,"slow":20},"symbols":["A"],"seed":42}}""",
        ]);
        Assert.Equal(["strategy_params.fast", "symbols", "seed"], rows.Select(r => r.Field));
        Assert.Equal(["5", "6"], rows[0].Values);
        Assert.Equal(["A, B", "A"], rows[1].Values);
        Assert.Equal([null, "42"], rows[2].Values);
    }

    [Theory]
    [InlineData(365, 0.0003, 0.41, 0.312, 0.38, "A earned 0.03 % a day more than B over 365 days that both know; a difference this large comes by chance in 41 of 100 cases. Their Sharpe ratios differ by 0.31, which comes by chance in 38 of 100 cases.")]
    [InlineData(1365, -0.00002, 0.0005, double.NaN, double.NaN, "A earned 0.0020 % a day less than B over 1,365 days that both know; a difference this large comes by chance in fewer than 1 of 100 cases.")]
    [InlineData(29, 0.01, 0.001, 1, 0.001, "A and B share 29 days: too few to tell their difference from chance.")]
    [InlineData(0, double.NaN, double.NaN, double.NaN, double.NaN, "A and B share no day: nothing can be said of their difference.")]
    public void Sentence_says_what_is_known(int days, double mean, double p, double sharpe, double sharpeP, string sentence) =>
        Assert.Equal(sentence, ComparisonWords.Of("A", "B", new PairedDifference(days, 1, mean, mean - 0.001, mean + 0.001, p, sharpe, sharpeP, double.NaN)));

    [Fact]
    public void Different_markets_ranges_and_sums_are_told()
    {
        var one = StubBacktests.Run(1) with { InitialCapital = 1000 };
        Assert.Empty(ComparisonWords.Notes([one, one with { Id = 2 }], (0, 1)));
        var notes = ComparisonWords.Notes([one, one with { Symbols = ["ETHUSDT"], StartMs = 5, InitialCapital = 2000, Synthetic = true }, one], (0, 86_400_000));
        Assert.Equal(5, notes.Count);
        Assert.Contains("different markets", notes[0], StringComparison.Ordinal);
        Assert.Contains("generated sample market", notes[1], StringComparison.Ordinal);
        Assert.Contains("1970-01-01 to 1970-01-02", notes[2], StringComparison.Ordinal);
        Assert.Contains("different sums", notes[3], StringComparison.Ordinal);
        Assert.Contains("2 comparisons", notes[4], StringComparison.Ordinal);
        Assert.Contains("no day that all of them share", Assert.Single(ComparisonWords.Notes([one, one], null)), StringComparison.Ordinal);
    }

    private static MetricSet Metrics(params (string Name, double Value)[] values)
    {
        var metrics = new MetricSet();
        foreach (var (name, value) in values)
        {
            metrics.Add(name, value);
        }

        return metrics;
    }
}
