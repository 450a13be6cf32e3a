using Backtester.Core.Analysis;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.CrossValidation;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.CrossValidation;

public sealed class CrossValidationRunTests
{
    private static readonly string Spec = SearchMarket.Grid[..^1] + """, "cross_validation": {"groups": 6, "test_groups": 2, "purge": "2d", "embargo": 12}}""";

    private static readonly CrossValidationResult Result = Run(Spec);

    private static CrossValidationPlan Plan(string spec) => CrossValidationPlanner.Plan(spec, SpecFormat.Json, SearchMarket.Catalog);

    private static CrossValidationResult Run(string spec, int workers = 1) => new CrossValidationRun(Plan(spec), SearchMarket.Catalog).Execute(workers);

    /// <summary>Daily returns of every compared set.</summary>
    private static List<(Trial Trial, double[] Returns)> Sets()
    {
        var search = SearchMarket.Search(SearchMarket.Plan(SearchMarket.Grid));
        var sets = new List<(Trial, double[])>();
        search.Run(1, batch => sets.AddRange(batch.Where(t => !double.IsNaN(t.Score)).Select(t => (t, t.DailyReturns!))));
        return sets;
    }

    [Fact]
    public void Splits_and_paths_equal_the_same_worked_from_the_daily_returns()
    {
        // 120 days in 6 groups of 20; 2 days purged on both sides of a test group, 1 more (12 hours touch one day) behind it.
        var sets = Sets();
        Assert.Equal((120, 2, 1, 15, 5), (Result.Plan.Days, Result.Plan.PurgeDays, Result.Plan.EmbargoDays, Result.Splits.Count, Result.Paths.Count));
        var chosen = new Dictionary<string, double[]>();
        var split = 0;
        for (var a = 0; a < 6; a++)
        {
            for (var b = a + 1; b < 6; b++)
            {
                int[] tested = [a, b];
                int[] training = [.. Enumerable.Range(0, 120).Where(d => tested.All(g => d < (20 * g) - 2 || d >= (20 * g) + 20 + 3))];
                var best = sets.MaxBy(s => SharpeRatio.Annual([.. training.Select(d => s.Returns[d])]));
                var test = Enumerable.Range(0, 120).Where(d => tested.Contains(d / 20)).Select(d => best.Returns[d]).ToArray();

                var made = Result.Splits[split++];
                Assert.Equal(tested, made.TestGroups);
                Assert.Equal(training.Length, made.TrainingDays);
                Assert.Equal(best.Trial.Parameters, made.Chosen!.Parameters);
                Assert.Equal(SharpeRatio.Annual([.. training.Select(d => best.Returns[d])]), made.InSample, 1e-9);
                Assert.Equal(SharpeRatio.Annual(test), made.OutOfSample, 1e-9);
                chosen[$"{a}{b}"] = best.Returns;
            }
        }

        // Path 1 of the book: groups 1 and 2 of split {1, 2}, then each group beside the first.
        string[] first = ["01", "01", "02", "03", "04", "05"];
        var path = Enumerable.Range(0, 120).Select(d => chosen[first[d / 20]][d]).ToArray();
        Assert.Equal(SharpeRatio.Annual(path), Result.Paths[0].Sharpe, 1e-9);
        Assert.Equal(path.Aggregate(1.0, (g, r) => g * (1 + r)) - 1, Result.Paths[0].TotalReturn, 1e-12);
    }

    [Fact]
    public void Degradation_and_share_below_zero_are_those_of_splits_and_paths()
    {
        Assert.Equal(Result.Splits.Average(s => s.InSample) - Result.Splits.Average(s => s.OutOfSample), Result.Degradation, 1e-12);
        Assert.Equal(Result.Paths.Count(p => p.Sharpe < 0) / 5.0, Result.ShareBelowZero);
        Assert.Equal(SearchMarket.Run(SearchMarket.Grid).Max(t => double.IsNaN(t.Score) ? -99 : t.Score), Result.Sharpe.Realised);
        Assert.StartsWith("Over 5 paths of days on which they were not chosen", Result.Sentence, StringComparison.Ordinal);
        Assert.Equal((12, SearchMarket.Run(SearchMarket.Grid).Count(t => !double.IsNaN(t.Score))), (Result.Trials, Result.Compared));
    }

    [Fact]
    public void Poison_in_days_that_are_left_out_changes_no_choice()
    {
        var groups = new DayGroups(120, 6, 2, 1);
        var splits = new CombinatorialSplits(6, 2);
        foreach (var test in splits.TestGroups)
        {
            var training = groups.TrainingOf(test);
            var trained = training.SelectMany(p => Enumerable.Range(groups.Pieces[p].From, groups.Pieces[p].To - groups.Pieces[p].From)).ToHashSet();
            foreach (var (_, returns) in Sets())
            {
                var poisoned = returns.Select((r, day) => trained.Contains(day) ? r : day % 2 == 0 ? double.NaN : 1e6).ToArray();
                Assert.Equal(new SetDays(returns, groups).Sharpe(training, groups), new SetDays(poisoned, groups).Sharpe(training, groups));
            }
        }
    }

    [Fact]
    public void The_same_for_any_number_of_workers()
    {
        foreach (var workers in new[] { 2, 5 })
        {
            var again = Run(Spec, workers);
            Assert.Equal(Result.Paths, again.Paths);
            Assert.Equal(Result.Splits.Select(s => (s.InSample, s.OutOfSample)), again.Splits.Select(s => (s.InSample, s.OutOfSample)));
        }
    }

    [Fact]
    public void A_split_without_a_set_that_traded_stays_in_cash()
    {
        // The averages of the only set cross in no training day: its Sharpe ratio there is unknown.
        var groups = new DayGroups(20, 2, 0, 0);
        var days = new SetDays(new double[20], groups);

        Assert.Equal(double.NaN, days.Sharpe(groups.TrainingOf([0]), groups));
        Assert.Equal(double.NaN, SetDays.Sharpe([(SetDays.Idle(groups), 0), (SetDays.Idle(groups), 1)], groups));
        Assert.Equal(1, SetDays.Idle(groups).Growth(0));
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        var spec = SearchMarket.Grid[..^1] + """, "search": {"method": "tpe", "objective": "roi"}, "cross_validation": {"groups": 4, "test_groups": 4, "purge": "90m", "embargoes": 1}}""";
        var error = Assert.Throws<SpecException>(() => Plan(spec));

        Assert.Equal(
            ["cross_validation.purge", "cross_validation.test_groups", "cross_validation.embargoes", "search.method", "search.objective"],
            error.Problems.Select(p => p.Field));
        Assert.Contains("leaves no group to train on", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"groups": 20, "test_groups": 10}""", "makes 184756 splits")]
    [InlineData("""{"groups": 20, "test_groups": 2, "purge": "60d"}""", "days to train on in one of the splits")]
    [InlineData("""{"groups": 21}""", "out of range")]
    public void What_cannot_be_cut_is_said(string section, string message) =>
        Assert.Contains(message, Assert.Throws<SpecException>(() => Plan(SearchMarket.Grid[..^1] + $", \"cross_validation\": {section}}}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_few_days_for_the_groups_are_said()
    {
        var spec = Spec.Replace("{\"symbols\"", "{\"end_date\": \"2024-01-25\", \"symbols\"", StringComparison.Ordinal);
        Assert.Contains("makes groups of under 5 days; got 6 groups of 24 days", Assert.Throws<SpecException>(() => Plan(spec)).Message, StringComparison.Ordinal);
    }
}
