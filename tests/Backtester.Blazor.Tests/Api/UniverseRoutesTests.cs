using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Universes and the comparison of two markets over REST.</summary>
public sealed class UniverseRoutesTests : IAsyncLifetime
{
    private RunningPortal _portal = null!;

    public async Task InitializeAsync()
    {
        _portal = await RunningPortal.StartAsync();
        foreach (var series in new[] { "exchange=a&symbol=AAAUSDT", "exchange=a&symbol=BBBUSDT", "exchange=b&symbol=AAAUSDC" })
        {
            using var answer = await _portal.Client.PostAsync($"/api/data/upload?{series}&timeframe=1h", new ByteArrayContent(Encoding.UTF8.GetBytes(SmallMarket.Csv())));
            answer.EnsureSuccessStatusCode();
        }
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Universe_is_stored_listed_told_run_and_deleted()
    {
        using var stored = await _portal.Client.PutAsync("/api/data/universes/top1", new StringContent("exchange: a\nrule: {quote: USDT, top: 1, days: 5, every: week}\n"));
        Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        Assert.Equal("quote_volume", (await stored.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rule").GetProperty("by").GetString());
        var listed = Assert.Single((await _portal.Client.GetFromJsonAsync<JsonElement>("/api/data/universes")).EnumerateArray());
        Assert.Equal(("top1", "a", "top 1 in USDT by quote volume of 5 days, chosen every week"), (listed.GetProperty("name").GetString(), listed.GetProperty("exchange").GetString(), listed.GetProperty("description").GetString()));
        Assert.Equal(1, (await _portal.Client.GetFromJsonAsync<JsonElement>("/api/data/universes/top1")).GetProperty("rule").GetProperty("top").GetInt32());

        // The market begins on Monday, 2024-01-01: nothing is known before it; both are alike, and ties go by name.
        var members = await _portal.Client.GetFromJsonAsync<JsonElement>("/api/data/universes/top1/members");
        var periods = members.GetProperty("periods").EnumerateArray().Select(p => string.Join(' ', p.GetProperty("symbols").EnumerateArray())).ToList();
        Assert.Equal(["", "AAAUSDT", "AAAUSDT", "AAAUSDT"], periods);

        using var run = await _portal.Client.PostAsJsonAsync("/api/backtest/run", new { universe = "top1", timeframe = "1h", strategy = "sma_cross" });
        Assert.Equal(HttpStatusCode.Accepted, run.StatusCode);
        var id = (await run.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("backtest_id").GetInt64();
        var spec = (await _portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}")).GetProperty("spec");
        Assert.Equal("AAAUSDT", Assert.Single(spec.GetProperty("symbols").EnumerateArray()).GetString());
        Assert.Equal("top1", spec.GetProperty("universe").GetProperty("name").GetString());

        // The stored run is proven from its manifest, also after the universe became another one.
        using var other = await _portal.Client.PutAsync("/api/data/universes/top1", new StringContent("symbols: [BBBUSDT]"));
        other.EnsureSuccessStatusCode();
        for (var i = 0; i < 600 && (await _portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}")).GetProperty("status").GetString() is "PENDING" or "RUNNING"; i++)
        {
            await Task.Delay(50);
        }

        var proven = await _portal.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/results/{id}/verify");
        Assert.True(proven.GetProperty("verified").GetBoolean(), proven.ToString());

        using var deleted = await _portal.Client.DeleteAsync("/api/data/universes/top1");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        foreach (var gone in new[] { "/api/data/universes/top1", "/api/data/universes/top1/members" })
        {
            using var answer = await _portal.Client.GetAsync(gone);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("top", "rule: {tops: 3}", "rule.tops")]
    [InlineData("Top", "symbols: [A]", "name")]
    public async Task Universe_that_cannot_be_taken_is_told_whole(string name, string text, string field)
    {
        using var answer = await _portal.Client.PutAsync($"/api/data/universes/{name}", new StringContent(text));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Premium_of_one_instrument_on_two_markets_is_told()
    {
        var premium = await _portal.Client.GetFromJsonAsync<JsonElement>("/api/data/premium?exchange=a&symbol=AAAUSDT&timeframe=1h&points=10");
        Assert.Equal(("b", "AAAUSDC", SmallMarket.Rows), (premium.GetProperty("with_exchange").GetString(), premium.GetProperty("with_symbol").GetString(), premium.GetProperty("candles").GetInt32()));
        Assert.Equal(0, premium.GetProperty("median_percentage").GetDouble());
        Assert.Equal(10, premium.GetProperty("points").GetArrayLength());
        foreach (var (query, field) in new[] { ("symbol=BBBUSDT", "with_exchange"), ("symbol=AAAUSDT&with_exchange=c", "with_exchange"), ("symbol=AAAUSDT&start=soon", "start"), ("symbol=AAAUSDT&points=0", "points") })
        {
            using var bad = await _portal.Client.GetAsync($"/api/data/premium?exchange=a&timeframe=1h&{query}");
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            Assert.Equal(field, (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems")[0].GetProperty("field").GetString());
        }
    }
}
