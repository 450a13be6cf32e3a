using System.Text;
using System.Text.Json;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization.MonteCarlo;

public sealed class MonteCarloRunTests
{
    private const string Spec = """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "strategy_params": {"fast": 3, "slow": 10}}""";

    private static readonly RunResult Run = Execute(Spec);

    private static RunResult Execute(string spec) => RunExecutor.Execute(RunPlanner.Plan(spec, SpecFormat.Json, SearchMarket.Catalog), SearchMarket.Catalog);

    private static string Document(MonteCarloRequest request, int workers)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            MonteCarloDocument.Write(writer, new MonteCarloRun(request, Run, null, SearchMarket.Catalog).Execute(workers));
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_for_any_number_of_workers()
    {
        var request = MonteCarloRequest.Read("""{"backtest_id": 1, "paths": 20, "seed": 7}""");
        var one = Document(request, 1);

        Assert.Equal(one, Document(request, 2));
        Assert.Equal(one, Document(request, 5));
        Assert.NotEqual(one, Document(MonteCarloRequest.Read("""{"backtest_id": 1, "paths": 20, "seed": 8}"""), 1));
        Assert.Contains("\"risk_of_ruin\":0,", one, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_asked_is_null_and_costs_nothing()
    {
        var request = MonteCarloRequest.Read("""{"backtest_id": 1, "question": "path", "path": {"scheme": "shuffle", "paths": 100}}""");
        var run = new MonteCarloRun(request, Run, null, SearchMarket.Catalog);

        var result = run.Execute(1);

        Assert.Null(result.Luck);
        Assert.Null(result.Execution);
        Assert.Equal(0, run.Simulations);
        Assert.Equal(100.0 * Run.Trades.Count(t => !t.IsOpen) / 50, run.Work);
        Assert.Null(result.Path!.Find("final_equity"));
    }

    [Fact]
    public void Days_and_trades_of_the_run_itself_lead_to_its_final_equity()
    {
        // Whatever is drawn, the steps in their own order are the run: compounded days, added profits, compounded shares.
        foreach (var (spec, compounds) in new[] { (Spec, false), (Spec.Replace("\"position_size\": 5000", "\"position_size\": 50, \"sizing\": {\"model\": \"percent_equity\"}", StringComparison.Ordinal), true) })
        {
            var run = Execute(spec);
            var closed = run.Trades.Where(t => !t.IsOpen).ToList();
            var days = PathRisk.Measure(PathSteps.Of(run, PathScheme.Days), new PathSettings { Paths = 10 });
            var steps = PathSteps.Of(run, PathScheme.Trades);

            Assert.Equal(compounds, steps.Compounds);
            Assert.Equal(closed.Count, steps.Count);
            Assert.Equal(run.Metrics["final_equity"], days.Find("final_equity")!.Realised, 1e-6);
            var trades = PathRisk.Measure(steps, new PathSettings { Scheme = PathScheme.Trades, Paths = 10 });
            Assert.Equal(run.Metrics["final_equity"], trades.Find("final_equity")!.Realised, 1e-6 * run.Metrics["final_equity"]);
        }
    }

    [Fact]
    public void A_run_without_trades_says_what_is_missing()
    {
        var idle = Execute(Spec.Replace("\"slow\": 10", "\"slow\": 2000", StringComparison.Ordinal).Replace("\"fast\": 3", "\"fast\": 499", StringComparison.Ordinal)) with { Trades = [] };
        var request = MonteCarloRequest.Read("""{"backtest_id": 1, "question": "path", "path": {"scheme": "trades"}}""");

        var error = Assert.Throws<SpecException>(() => new MonteCarloRun(request, idle, null, SearchMarket.Catalog).Execute(1));
        Assert.Contains("closed trades, of which the run has 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_of_a_request_come_at_once()
    {
        var error = Assert.Throws<SpecException>(() => MonteCarloRequest.Read(
            """{"questions": ["luk"], "paths": 0, "path": {"scheme": "weeks", "ruin_at": 2}, "luck": {"objective": "sharp_ratio"}, "execution": {"missed": [2], "delay": [1.5], "slip": 1}}"""));

        Assert.Equal(
            ["questions", "paths", "path.scheme", "path.ruin_at", "luck.objective", "execution.missed", "execution.delay", "execution.slip", "backtest_id"],
            error.Problems.Select(p => p.Field));
        Assert.Equal("luck", error.Problems[0].Suggestion);
        Assert.Equal("sharpe_ratio", error.Problems[4].Suggestion);
    }

    [Theory]
    [InlineData("""{"backtest_id": 3}""", "path luck execution", 10_000, 200, 100)]
    [InlineData("""{"backtest_id": 3, "questions": ["execution", "path"], "paths": 50}""", "path execution", 50, 200, 50)]
    [InlineData("""{"backtest_id": 3, "paths": 50, "luck": {"paths": 7}}""", "path luck execution", 50, 7, 50)]
    [InlineData("""{"optimization_id": 3}""", "luck", 10_000, 200, 100)]
    [InlineData("""{"backtest_id": 3, "question": "path", "paths": 100000}""", "path", 100_000, 200, 100)]
    public void Paths_are_those_of_the_question_or_of_all(string text, string questions, int path, int luck, int execution)
    {
        var request = MonteCarloRequest.Read(text);

        Assert.Equal(questions, string.Join(' ', request.Questions));
        Assert.Equal((path, luck, execution), (request.Path.Paths, request.Luck.Paths, request.Execution.Paths));
    }

    [Fact]
    public void Runs_are_fewer_than_paths_may_be()
    {
        var error = Assert.Throws<SpecException>(() => MonteCarloRequest.Read("""{"backtest_id": 3, "paths": 20000}"""));
        Assert.Equal(["paths", "paths"], error.Problems.Select(p => p.Field));
        Assert.Contains("luck", error.Problems[0].Message, StringComparison.Ordinal);
    }
}
