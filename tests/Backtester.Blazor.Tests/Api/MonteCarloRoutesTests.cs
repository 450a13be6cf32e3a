using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Monte Carlo and cross-validation over REST.</summary>
public class MonteCarloRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    private const string Run = """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross","strategy_params":{"fast":3,"slow":10},"position_size":1000}""";

    private const string Validation =
        """
        {"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross","parameter_ranges":{"fast":[3,5,8],"slow":[10,20]},
         "cross_validation":{"groups":5,"test_groups":2,"purge":"1d","embargo":6}}
        """;

    [Fact]
    public async Task Three_questions_answer_with_the_described_document()
    {
        var id = await api.RunAsync(Run);
        using var answer = await api.PostAsync("/api/backtest/montecarlo", $$"""{"backtest_id": {{id}}, "paths": 20}""");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>();

        DocumentFields.AssertSame<MonteCarloShape>(document);
        var path = document.GetProperty("path");
        DocumentFields.AssertSame<MonteCarloPathShape>(path);
        DocumentFields.AssertSame<DistributionShape>(path.GetProperty("statistics").GetProperty("final_equity"));
        DocumentFields.AssertSame<FanSliceShape>(path.GetProperty("fan")[0]);
        DocumentFields.AssertSame<MonteCarloLuckShape>(document.GetProperty("luck"));
        DocumentFields.AssertSame<ObservedShape>(document.GetProperty("luck").GetProperty("without_drift"));
        Assert.Equal(20, document.GetProperty("luck").GetProperty("values").GetArrayLength());
        DocumentFields.AssertSame<MonteCarloExecutionShape>(document.GetProperty("execution"));
        var first = document.GetProperty("execution").GetProperty("scenarios")[0];
        DocumentFields.AssertSame<ExecutionScenarioShape>(first);

        // The first scenario is the run, and so are the realised numbers.
        var result = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}");
        Assert.Equal(result.GetProperty("metrics").GetProperty("roi").GetDouble(), first.GetProperty("roi").GetProperty("p50").GetDouble());
        Assert.Equal(result.GetProperty("metrics").GetProperty("sharpe_ratio").GetDouble(), document.GetProperty("luck").GetProperty("observed").GetDouble());
        Assert.Equal(result.GetProperty("metrics").GetProperty("final_equity").GetDouble(), path.GetProperty("statistics").GetProperty("final_equity").GetProperty("realised").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task A_search_is_asked_by_its_number()
    {
        using var accepted = await api.PostAsync("/api/backtest/optimize", """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross","parameter_ranges":{"fast":[3,5],"slow":[10,20]}}""");
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("optimization_id").GetInt64();
        using var answer = await api.PostAsync("/api/backtest/montecarlo", $$"""{"optimization_id": {{id}}, "paths": 5}""");
        var luck = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("luck");

        Assert.Equal((4, 5), (luck.GetProperty("sets").GetInt32(), luck.GetProperty("values").GetArrayLength()));
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_bad_input_lists_all_problems()
    {
        using var missing = await api.PostAsync("/api/backtest/montecarlo", """{"backtest_id": 987654}""");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        using var answer = await api.PostAsync("/api/backtest/montecarlo", """{"questions": ["paths"], "path": {"ruin_at": 3}}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problems = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString());
        Assert.Equal(["questions", "path.ruin_at", "backtest_id"], problems);
    }

    /// <summary>The runs are bounded by their number, and 10,000 histories of 104,832 bars by what they walk.</summary>
    [Fact]
    public async Task More_than_a_request_may_walk_is_refused_with_the_number()
    {
        var id = await api.RunAsync("""{"symbols":["BTCUSDT"],"timeframe":"5m","start_date":"2024-01-01T00:00:00Z","end_date":"2024-12-31T00:00:00Z","strategy":"sma_cross"}""");
        using var answer = await api.PostAsync("/api/backtest/montecarlo", $$"""{"backtest_id": {{id}}, "question": "luck", "paths": 20000}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        using var large = await api.PostAsync("/api/backtest/montecarlo", $$"""{"backtest_id": {{id}}, "question": "luck", "paths": 10000}""");
        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);
        var problem = Assert.Single((await large.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
        Assert.Contains("at most 500000000", problem.GetProperty("allowed").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cross_validation_answers_with_the_described_document()
    {
        using var answer = await api.PostAsync("/api/backtest/crossvalidate", Validation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>();

        DocumentFields.AssertSame<CrossValidationShape>(document);
        DocumentFields.AssertSame<CrossValidationSettingsShape>(document.GetProperty("cross_validation"));
        DocumentFields.AssertSame<PathSharpeShape>(document.GetProperty("sharpe_ratio"));
        DocumentFields.AssertSame<TestPathShape>(document.GetProperty("paths")[0]);
        DocumentFields.AssertSame<SplitShape>(document.GetProperty("splits")[0]);

        // 600 hours are 25 days; 2 of 5 groups: 10 splits, 4 paths; 24 + 6 hours touch 1 and 1 day.
        Assert.Equal((25, 10, 4), (document.GetProperty("days").GetInt32(), document.GetProperty("splits").GetArrayLength(), document.GetProperty("paths").GetArrayLength()));
        Assert.Equal((1, 1), (document.GetProperty("purge_days").GetInt32(), document.GetProperty("embargo_days").GetInt32()));
    }

    [Fact]
    public async Task Bad_cross_validation_names_its_problem()
    {
        using var answer = await api.PostAsync("/api/backtest/crossvalidate", Validation.Replace("\"groups\":5", "\"groups\":1", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("cross_validation.groups", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
