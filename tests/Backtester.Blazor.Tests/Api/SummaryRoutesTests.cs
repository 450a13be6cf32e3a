using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Backtester.Persistence.Summaries;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>The summary over REST.</summary>
public class SummaryRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    [Fact]
    public async Task Summary_says_of_two_runs_the_better_and_the_middle()
    {
        var empty = await ReadAsync();
        Assert.Equal(0, empty.GetProperty("runs_by_status").EnumerateObject().Sum(s => s.Value.GetInt32()));
        Assert.Empty(empty.GetProperty("in_sample").GetProperty("by_strategy").EnumerateArray());

        long[] ids = [await api.RunAsync(SmallMarket.Spec), await api.RunAsync(SmallMarket.Spec.Replace("\"fast\":5", "\"fast\":6", StringComparison.Ordinal))];
        var summary = await ReadAsync();

        // Of two the median is their mean.
        var roi = new List<double>();
        foreach (var id in ids)
        {
            roi.Add((await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}?equity=none")).GetProperty("metrics").GetProperty("roi").GetDouble());
        }

        var group = Assert.Single(summary.GetProperty("in_sample").GetProperty("by_strategy").EnumerateArray());
        Assert.Equal(("sma_cross", 2), (group.GetProperty("name").GetString(), group.GetProperty("runs").GetInt32()));
        Assert.Equal(roi.Max(), group.GetProperty("roi").GetProperty("best").GetDouble());
        Assert.Equal(roi.Average(), group.GetProperty("roi").GetProperty("median").GetDouble(), 12);
        Assert.Equal(ids[roi.IndexOf(roi.Max())], group.GetProperty("best_run_id").GetInt64());
        Assert.Equal(2, summary.GetProperty("runs_by_status").GetProperty("COMPLETED").GetInt32());
        Assert.Equal(ids.Reverse(), summary.GetProperty("latest_runs").EnumerateArray().Select(r => r.GetProperty("id").GetInt64()));
        Assert.Equal(0, summary.GetProperty("open_recommendations").GetInt32());

        // The small market ends long ago, without a gap.
        var series = Assert.Single(summary.GetProperty("data").GetProperty("worst").EnumerateArray());
        Assert.Equal(("AAAUSDT", true, 0L), (series.GetProperty("symbol").GetString(), series.GetProperty("stale").GetBoolean(), series.GetProperty("missing_candles").GetInt64()));
        Assert.Equal(summary.GetProperty("disk").GetProperty("bytes").GetInt64(), summary.GetProperty("disk").GetProperty("parts").EnumerateObject().Sum(p => p.Value.GetInt64()));
        DocumentFields.AssertSame<SummaryDocument>(summary);
        DocumentFields.AssertSame<RunGroupDocument>(group);
        DocumentFields.AssertSame<BestAndMedian>(group.GetProperty("roi"));
        DocumentFields.AssertSame<DataStateDocument>(summary.GetProperty("data"));
        DocumentFields.AssertSame<SeriesStateDocument>(series);
    }

    private Task<JsonElement> ReadAsync() => api.Client.GetFromJsonAsync<JsonElement>("/api/backtest/summary");
}
