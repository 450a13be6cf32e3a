using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Comparisons over REST.</summary>
public class ComparisonRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    // Two and a half years of days on the sample market, so that there is something to test.
    private const string Spec = """{"name":"daily","exchange":"sample","symbols":["BTCUSDT"],"timeframe":"1d","start_date":"2022-01-01T00:00:00Z","end_date":"2024-06-30T23:59:59Z","strategy":"sma_cross","strategy_params":{"fast":5,"slow":20},"sizing":{"model":"all_in"}}""";

    [Fact]
    public async Task Equal_runs_earned_the_same_and_a_different_one_is_tested()
    {
        var first = await api.RunAsync(Spec);
        var same = await api.RunAsync(Spec.Replace("daily", "again", StringComparison.Ordinal));
        var other = await api.RunAsync(Spec.Replace("\"fast\":5", "\"fast\":10", StringComparison.Ordinal));
        var comparison = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/compare?ids={first},{same},{other}");

        var tests = comparison.GetProperty("tests").EnumerateArray().ToList();
        Assert.Equal((1.0, 0.0, 1.0), (tests[0].GetProperty("p_value").GetDouble(), tests[0].GetProperty("mean_daily_difference").GetDouble(), tests[0].GetProperty("sharpe_p_value").GetDouble()));
        Assert.Contains("earned the same on each", tests[0].GetProperty("sentence").GetString(), StringComparison.Ordinal);

        // The mean difference by hand: the curves' own day returns.
        var curves = comparison.GetProperty("curves").EnumerateArray().Select(c => c.GetProperty("days").EnumerateArray().Select(d => d.GetProperty("value").GetDouble()).Prepend(100).ToArray()).ToList();
        Assert.Equal(Mean(curves[0]) - Mean(curves[2]), tests[1].GetProperty("mean_daily_difference").GetDouble(), 12);
        Assert.InRange(tests[1].GetProperty("p_value").GetDouble(), 1e-4, 1);
        Assert.Equal(tests[1].GetProperty("normal_sharpe_p_value").GetDouble(), tests[1].GetProperty("sharpe_p_value").GetDouble(), 0.2);

        Assert.Equal(["strategy_params.fast"], comparison.GetProperty("settings").EnumerateArray().Select(s => s.GetProperty("field").GetString()));
        var roi = comparison.GetProperty("metrics").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "roi");
        Assert.Equal("higher", roi.GetProperty("better").GetString());
        Assert.Equal(roi.GetProperty("values")[0].GetDouble(), roi.GetProperty("values")[1].GetDouble());
        Assert.Equal(roi.GetProperty("best")[0].GetBoolean(), roi.GetProperty("values")[0].GetDouble() > roi.GetProperty("values")[2].GetDouble());
        DocumentFields.AssertSame<ComparisonDocument>(comparison);
        DocumentFields.AssertSame<PairTestDocument>(tests[1]);
    }

    [Fact]
    public async Task Runs_that_cannot_be_compared_are_all_named()
    {
        var run = await api.RunAsync(Spec);
        using var answer = await api.Client.GetAsync($"/api/backtest/compare?ids={run},99998,99999");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["99998", "99999"], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("got").GetString()));
        using var none = await api.Client.GetAsync("/api/backtest/compare");
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    private static double Mean(double[] equity) => equity.Skip(1).Select((e, i) => (e / equity[i]) - 1).Average();
}
