using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

public sealed class SeriesRoutesTests : IAsyncLifetime
{
    private const string Address = "/api/data/holed/AAAUSDT/1h";

    private RunningPortal _portal = null!;

    public async Task InitializeAsync()
    {
        // Rows 100 to 104 are missing.
        var lines = SmallMarket.Csv().TrimEnd('\n').Split('\n').ToList();
        lines.RemoveRange(101, 5);
        _portal = await RunningPortal.StartAsync();
        using var answer = await _portal.Client.PostAsync(
            "/api/data/upload?exchange=holed&symbol=AAAUSDT&timeframe=1h", new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        answer.EnsureSuccessStatusCode();
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Quality_names_the_gap_and_the_parts_add_up_to_the_score()
    {
        var quality = await _portal.Client.GetFromJsonAsync<JsonElement>($"{Address}/quality");
        Assert.Equal((SmallMarket.Rows - 5, SmallMarket.Rows, 5), (quality.GetProperty("candles").GetInt32(), quality.GetProperty("expected").GetInt32(), quality.GetProperty("missing").GetInt32()));
        var gap = Assert.Single(quality.GetProperty("gaps").EnumerateArray());
        Assert.Equal("2024-01-05T04:00:00+00:00", gap.GetProperty("start").GetString());
        Assert.Equal(("unknown", 5), (gap.GetProperty("cause").GetString(), gap.GetProperty("missing").GetInt32()));
        var parts = quality.GetProperty("score_parts").EnumerateArray().ToList();
        Assert.Equal(100, parts.Sum(p => p.GetProperty("weight").GetInt32()));
        Assert.Equal(parts.Sum(p => p.GetProperty("weight").GetInt32() * p.GetProperty("score").GetDouble()) / 100, quality.GetProperty("score").GetDouble(), 0.01);

        // 595 of 600 candles: 40 · 595/600 + 60.
        Assert.Equal((40 * 595 / 600.0) + 60, quality.GetProperty("score").GetDouble(), 0.01);
    }

    [Fact]
    public async Task Candles_come_as_csv_and_json_over_a_range()
    {
        var csv = (await _portal.Client.GetStringAsync($"{Address}/candles?start=2024-01-02&end=2024-01-03")).TrimEnd('\n').Split('\n');
        Assert.Equal("open_time_ms,open,high,low,close,volume", csv[0]);
        Assert.Equal(25, csv.Length);
        Assert.Equal(SmallMarket.Csv().Split('\n')[25].Split(',').Select(double.Parse), csv[1].Split(',').Select(double.Parse));
        var json = await _portal.Client.GetFromJsonAsync<JsonElement>($"{Address}/candles?start=2024-01-02&end=2024-01-03&format=json");
        Assert.Equal(csv.Skip(1).Select(l => l.Split(',').Select(double.Parse)), json.GetProperty("candles").EnumerateArray().Select(c => c.EnumerateArray().Select(v => v.GetDouble())));
        using var bad = await _portal.Client.GetAsync($"{Address}/candles?start=soon");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task Unknown_series_is_404_and_a_deleted_one_is_gone()
    {
        using var unknown = await _portal.Client.GetAsync("/api/data/holed/ZZZUSDT/1h/quality");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(SmallMarket.Rows - 5, (await _portal.Client.GetFromJsonAsync<JsonElement>(Address)).GetProperty("candles").GetInt32());
        using var deleted = await _portal.Client.DeleteAsync(Address);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var again = await _portal.Client.DeleteAsync(Address);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }
}
