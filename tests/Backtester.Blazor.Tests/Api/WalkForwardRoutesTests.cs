using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Walk-forwards over REST.</summary>
public class WalkForwardRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    /// <summary>600 hours: 200 searched, 80 traded, so (600 − 200) / 80 = 5 windows.</summary>
    public const string Spec =
        """
        {"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross","parameter_ranges":{"fast":[3,5,8],"slow":[10,20]},
         "walk_forward":{"in_sample":200,"out_of_sample":"80h"}}
        """;

    [Fact]
    public async Task Walk_forward_answers_with_the_described_document()
    {
        using var answer = await api.PostAsync("/api/backtest/walkforward", Spec);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>();

        DocumentFields.AssertSame<WalkForwardShape>(document);
        DocumentFields.AssertSame<WalkForwardSettingsShape>(document.GetProperty("walk_forward"));
        DocumentFields.AssertSame<TradeShape>(document.GetProperty("trades")[0]);
        var windows = document.GetProperty("windows").EnumerateArray().ToList();
        Assert.Equal(5, windows.Count);
        Assert.All(windows, DocumentFieldsOfWindow);
        Assert.Equal(80, document.GetProperty("walk_forward").GetProperty("out_of_sample").GetInt32());
        Assert.Equal("2024-01-09T08:00:00Z", windows[0].GetProperty("out_of_sample_start").GetString());
        Assert.Equal("2024-01-26T00:00:00Z", windows[4].GetProperty("out_of_sample_end").GetString());
        Assert.Equal(30, document.GetProperty("trials").GetInt32());

        using var again = await api.PostAsync("/api/backtest/walkforward?equity=none", Spec);
        var same = await again.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(document.GetProperty("result_hash").GetString(), same.GetProperty("result_hash").GetString());
        Assert.Equal(0, same.GetProperty("equity_curve").GetArrayLength());
    }

    [Theory]
    [InlineData("\"in_sample\":200", "\"in_sample\":\"200x\"", "walk_forward.in_sample", "is not a length")]
    [InlineData("\"in_sample\":200", "\"in_sample\":700", "walk_forward", "180 bars are missing")]
    [InlineData("[3,5,8]", "[3,\"x\"]", "parameter_ranges.fast[1]", "number")]
    public async Task Bad_walk_forward_names_its_problem(string part, string other, string field, string message)
    {
        using var answer = await api.PostAsync("/api/backtest/walkforward", Spec.Replace(part, other, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.Contains(message, problem.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>365 days of the sample market are 105,120 bars: 110 windows that search 50,000 bars, 1,000 sets.</summary>
    [Fact]
    public async Task More_than_a_request_may_walk_is_refused_with_the_number()
    {
        const string Large =
            """
            {"symbols":["BTCUSDT"],"timeframe":"5m","start_date":"2024-01-01T00:00:00Z","end_date":"2024-12-31T00:00:00Z","strategy":"sma_cross",
             "parameter_ranges":{"fast":{"min":2,"max":21,"step":1},"slow":{"min":22,"max":71,"step":1}},
             "walk_forward":{"in_sample":50000,"out_of_sample":500}}
            """;
        using var answer = await api.PostAsync("/api/backtest/walkforward", Large);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
        Assert.Equal("5500000000", problem.GetProperty("got").GetString());
        Assert.Contains("at most 5000000000", problem.GetProperty("allowed").GetString(), StringComparison.Ordinal);
    }

    private static void DocumentFieldsOfWindow(JsonElement window)
    {
        DocumentFields.AssertSame<WalkForwardWindowShape>(window);
        Assert.Equal((200, 80, 6), (window.GetProperty("in_sample_bars").GetInt32(), window.GetProperty("out_of_sample_bars").GetInt32(), window.GetProperty("completed").GetInt32()));
    }
}
