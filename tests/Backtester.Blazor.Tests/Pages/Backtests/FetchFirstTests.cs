using Backtester.Blazor.Downloads;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Persistence.Jobs;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Backtests;

/// <summary>The offer to bring missing candles, from what is missing over the download to the run that waited for it.</summary>
public sealed class FetchFirstTests : BunitContext, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly JobFeed _feed;
    private readonly SpecForm _form = new(() => Task.CompletedTask)
    {
        Document = FormDocument.Parse("""{"exchange":"binance","symbols":["BTCUSDT","ETHUSDT"],"timeframe":"1h","start_date":"2024-01-01T00:00:00Z","strategy":"sma_cross"}"""),
    };

    private Workspace _workspace = null!;
    private JobQueue _queue = null!;
    private long _started;

    public FetchFirstTests() => _feed = new JobFeed(NullLogger<JobFeed>.Instance, _clock);

    public async Task InitializeAsync()
    {
        _workspace = await Workspace.OpenMigratedAsync(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }, default);

        // A queue that nobody started: what is submitted waits.
        _queue = new JobQueue(_workspace.Jobs, null!, null!, null!, _clock, NullLogger<JobQueue>.Instance);
        Services.AddSingleton<ICandleCatalog>(new Stored("ETHUSDT"));
        Services.AddSingleton(new FetchService(_workspace.Jobs, _feed, _queue));
        Services.AddSingleton(_feed);
        Services.AddSingleton<TimeProvider>(_clock);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        _queue.Dispose();
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Nothing_is_offered_where_nothing_is_missing()
    {
        _form.Document.SetList("symbols", ["ETHUSDT"]);
        Assert.Empty(Show().Markup.Trim());
    }

    [Fact]
    public void Missing_candles_are_named_with_the_way_to_bring_them()
    {
        var offer = Show();
        Assert.Equal(["BTCUSDT: nothing is stored"], offer.FindAll(".notice li").Select(l => l.TextContent));
        Assert.Contains("Fetch missing candles, then run", offer.Find("button").TextContent, StringComparison.Ordinal);
        Assert.Empty(offer.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Download_is_followed_until_the_run_begins()
    {
        var offer = Show();
        var job = await FetchAsync(offer);
        Assert.Equal(_form.Document.ToJson(), FetchPayload.Parse(job.Payload).Then);
        Assert.Equal(["BTCUSDT"], FetchPayload.Parse(job.Payload).Symbols);
        Assert.Contains("Waiting for a free place", offer.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(offer.FindAll("button"));

        // Of another job nothing is shown.
        Tell(new JobChange(job.Id + 1, "fetch", null, "RUNNING", 0.9, Message: "of another"));
        Tell(new JobChange(job.Id, "fetch", null, "RUNNING", 0.25, Message: "1,000 candles, 500 a second, BTCUSDT 1h"));
        offer.WaitForAssertion(() => Assert.Contains("1,000 candles", offer.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Equal("25", offer.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.DoesNotContain("of another", offer.Markup, StringComparison.Ordinal);

        Tell(new JobChange(job.Id, "fetch", RunId: 12, "COMPLETED", 1));
        offer.WaitForAssertion(() => Assert.Equal(12, _started));
        Assert.Empty(offer.FindAll("[role=status], [role=alert]"));
    }

    [Theory]
    [InlineData("FAILED", "binance has no such instrument", "binance has no such instrument")]
    [InlineData("CANCELLED", null, "The download ended without the candles.")]
    [InlineData("COMPLETED", null, "The download ended without the candles.")]
    public async Task Download_that_ends_without_a_run_says_why_and_is_offered_again(string status, string? message, string told)
    {
        var offer = Show();
        var job = await FetchAsync(offer);
        Tell(new JobChange(job.Id, "fetch", null, status, Message: message));
        offer.WaitForAssertion(() => Assert.Equal(told, offer.Find("[role=alert]").TextContent.Trim()));
        Assert.Single(offer.FindAll("button"));
        Assert.Equal(0, _started);

        // Once more: the problem goes.
        await FetchAsync(offer);
        Assert.Empty(offer.FindAll("[role=alert]"));
    }

    private IRenderedComponent<FetchFirst> Show() => Render<FetchFirst>(p => p.AddCascadingValue(_form).Add(f => f.OnStarted, run => _started = run));

    private async Task<Job> FetchAsync(IRenderedComponent<FetchFirst> offer)
    {
        await offer.Find("button").ClickAsync(new());
        offer.WaitForElement("[role=status]");
        return (await _workspace.Jobs.ListAsync(new JobQuery { Limit = 1 })).Items[0];
    }

    private void Tell(JobChange change)
    {
        _feed.Publish(change);
        _clock.Move(JobFeed.Interval);
    }

    /// <summary>Three years of one symbol's hours.</summary>
    private sealed class Stored(string symbol) : ICandleCatalog
    {
        private readonly SeriesInfo _only = new(
            new SeriesKey("binance", symbol, Timeframe.Parse("1h")), DateTimeOffset.Parse("2023-01-01T00:00:00Z").ToUnixTimeMilliseconds(), DateTimeOffset.Parse("2026-01-01T00:00:00Z").ToUnixTimeMilliseconds(), 26_304, Synthetic: false);

        public IReadOnlyList<SeriesInfo> List() => [_only];

        public SeriesInfo? Find(SeriesKey key) => key == _only.Key ? _only : null;

        public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => CandleSeries.FromCandles(key, []);
    }
}
