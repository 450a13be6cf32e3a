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
    public async Task Walk_forward_runs_and_is_kept_as_the_described_document()
    {
        var document = await WalkAsync(Spec);

        DocumentFields.AssertSame<WalkForwardShape>(document);
        DocumentFields.AssertSame<WalkForwardSettingsShape>(document.GetProperty("walk_forward"));
        DocumentFields.AssertSame<TradeShape>(document.GetProperty("trades")[0]);
        var windows = document.GetProperty("windows").EnumerateArray().ToList();
        Assert.Equal(("COMPLETED", 5, 5), (document.GetProperty("status").GetString(), document.GetProperty("windows_done").GetInt32(), windows.Count));
        Assert.All(windows, DocumentFieldsOfWindow);
        Assert.Equal(80, document.GetProperty("walk_forward").GetProperty("out_of_sample").GetInt32());
        Assert.Equal("2024-01-09T08:00:00Z", windows[0].GetProperty("out_of_sample_start").GetString());
        Assert.Equal("2024-01-26T00:00:00Z", windows[4].GetProperty("out_of_sample_end").GetString());
        Assert.Equal(30, document.GetProperty("trials").GetInt32());

        var id = document.GetProperty("id").GetInt64();
        var full = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/walkforward/{id}?equity=full");
        Assert.Equal(400, full.GetProperty("equity_curve").GetArrayLength());
        var none = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/walkforward/{id}?equity=none");
        Assert.Equal(0, none.GetProperty("equity_curve").GetArrayLength());
        Assert.Equal(full.GetProperty("trades").ToString(), none.GetProperty("trades").ToString());
    }

    [Fact]
    public async Task Stored_walk_forward_answers_at_once_is_listed_counted_and_deleted()
    {
        var spec = Spec.Replace("[10,20]", "[10,25]", StringComparison.Ordinal);
        var id = (await WalkAsync(spec)).GetProperty("id").GetInt64();

        using var cached = await api.PostAsync("/api/backtest/walkforward", spec);
        Assert.Equal(HttpStatusCode.OK, cached.StatusCode);
        var answer = await cached.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((id, true), (answer.GetProperty("walkforward_id").GetInt64(), answer.GetProperty("cached").GetBoolean()));
        var row = (await api.Client.GetFromJsonAsync<JsonElement>("/api/backtest/walkforward?limit=1")).GetProperty("results")[0];
        DocumentFields.AssertSame<WalkForwardSummaryDocument>(row);
        Assert.Equal(id, row.GetProperty("id").GetInt64());

        // The ledger of a search on the same strategy and market counts the sets of all windows: at least these 30.
        using var searched = await api.PostAsync("/api/backtest/optimize?fresh=true", SmallMarket.Spec.Replace("\"strategy_params\":{\"fast\":5,\"slow\":20}", "\"parameter_ranges\":{\"fast\":[3,5],\"slow\":[10,20]}", StringComparison.Ordinal));
        var search = (await searched.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("optimization_id").GetInt64();
        var done = await EndAsync($"/api/backtest/optimize/{search}");
        Assert.True(done.GetProperty("honesty").GetProperty("earlier_trials").GetInt64() >= 30, done.GetProperty("honesty").ToString());

        using var cancelled = await api.PostAsync($"/api/backtest/walkforward/{id}/cancel", "");
        using var resumed = await api.PostAsync($"/api/backtest/walkforward/{id}/resume", "");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (cancelled.StatusCode, resumed.StatusCode));
        using var deleted = await api.Client.DeleteAsync($"/api/backtest/walkforward/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await api.Client.GetAsync($"/api/backtest/walkforward/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
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

    private async Task<JsonElement> WalkAsync(string spec)
    {
        using var answer = await api.PostAsync("/api/backtest/walkforward?fresh=true", spec);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>();
        DocumentFields.AssertSame<WalkForwardAcceptedDocument>(accepted);
        Assert.Equal((5, 30L), (accepted.GetProperty("windows").GetInt32(), accepted.GetProperty("total_combinations").GetInt64()));
        return await EndAsync($"/api/backtest/walkforward/{accepted.GetProperty("walkforward_id").GetInt64()}");
    }

    private async Task<JsonElement> EndAsync(string address)
    {
        for (var i = 0; i < 1200; i++)
        {
            var document = await api.Client.GetFromJsonAsync<JsonElement>(address);
            if (document.GetProperty("status").GetString() is not ("PENDING" or "RUNNING"))
            {
                return document;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{address} did not end within two minutes.");
    }

    private static void DocumentFieldsOfWindow(JsonElement window)
    {
        DocumentFields.AssertSame<WalkForwardWindowShape>(window);
        Assert.Equal((200, 80, 6), (window.GetProperty("in_sample_bars").GetInt32(), window.GetProperty("out_of_sample_bars").GetInt32(), window.GetProperty("completed").GetInt32()));
    }
}
