using System.Text.Json;
using Backtester.Blazor.Pages.Data;
using Backtester.Blazor.Tests.Api;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>What is chosen in the card that fetches candles outlives its circuit: each field, and what no field tells the browser.</summary>
public sealed class FetchCardTests(ApiPortal api) : PortalPages(api)
{
    private const string Key = "backtester-fields:fetch";

    [Fact]
    public void Every_choice_is_kept_at_once()
    {
        var card = Render<FetchCard>();
        card.Find("#d-symbols").Change(" BTCUSDT,ETHUSDT, BTCUSDT");
        card.Find("#d-start").Change("2024-01-31");
        card.Find("#d-timeframe-4h").Change(true);
        card.Find("#d-timeframe-1h").Change(false);

        var kept = Kept();
        Assert.Equal("binance", kept.GetProperty("d-exchange").GetString());
        Assert.Equal("BTCUSDT, ETHUSDT", kept.GetProperty("d-symbols").GetString());
        Assert.Equal(("2024-01-31", ""), (kept.GetProperty("d-start").GetString(), kept.GetProperty("d-end").GetString()));
        Assert.Equal(["d-timeframe-4h"], kept.EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.True).Select(f => f.Name));
    }

    [Fact]
    public void Timeframes_that_another_exchange_does_not_offer_are_not_kept()
    {
        var card = Render<FetchCard>();
        card.Find("#d-timeframe-3m").Change(true);
        card.Find("#d-exchange").Change("coinbase");
        Assert.Empty(card.FindAll("#d-timeframe-3m"));
        Assert.Equal(["d-timeframe-1h"], Kept().EnumerateObject().Where(f => f.Value.ValueKind == JsonValueKind.True).Select(f => f.Name));
    }

    [Fact]
    public void Kept_choices_come_back()
    {
        JSInterop.Setup<string?>("backtester.drafts.read", Key).SetResult(
            """{"d-exchange":"coinbase","d-symbols":"BTC-USD, ETH-USD","d-start":"2024-01-31","d-end":"","d-timeframe-1d":true,"d-timeframe-1h":false,"d-timeframe-3m":true}""");
        var card = Render<FetchCard>();
        card.WaitForAssertion(() => Assert.Equal("coinbase", card.Find("#d-exchange").GetAttribute("value")));
        Assert.Equal("BTC-USD, ETH-USD", card.Find("#d-symbols").GetAttribute("value"));
        Assert.Equal("2024-01-31", card.Find("#d-start").GetAttribute("value"));
        Assert.Equal(["d-timeframe-1d"], card.FindAll(".fetch-timeframes input[checked]").Select(i => i.Id));
    }

    [Fact]
    public void Fields_that_the_browser_kept_alone_leave_the_others_as_they_begin()
    {
        var typed = FetchDraft.Parse("""{"d-symbols":"BTCUSDT"}""")!;
        Assert.Equal(["BTCUSDT"], typed.Symbols);
        Assert.Equal((null, null, null, null), (typed.Exchange, typed.Start, typed.End, typed.Timeframes));
        Assert.Null(FetchDraft.Parse(null));
        Assert.Null(FetchDraft.Parse("{"));
        Assert.Null(FetchDraft.Parse("[]"));
    }

    private JsonElement Kept()
    {
        var last = JSInterop.Invocations["backtester.drafts.write"][^1].Arguments;
        Assert.Equal(Key, last[0]);
        return JsonDocument.Parse((string)last[1]!).RootElement;
    }
}
