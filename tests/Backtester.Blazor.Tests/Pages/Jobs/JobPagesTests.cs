using Backtester.Blazor.Jobs;
using Backtester.Blazor.Pages.Jobs;
using Backtester.Blazor.Shared;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Jobs;

/// <summary>The list of jobs and the page of one, in each state of a job.</summary>
public sealed class JobPagesTests : BunitContext
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly Stub _jobs = new();
    private readonly JobFeed _feed;
    private readonly JobLogs _logs;

    public JobPagesTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        (_feed, _logs) = (new JobFeed(NullLogger<JobFeed>.Instance, _clock), new JobLogs(_folder.Path));
        Services.AddSingleton<IJobService>(_jobs);
        Services.AddSingleton(new JobRetry(null!, null!, null!, null!, null!, null!, null!));
        Services.AddSingleton(_feed);
        Services.AddSingleton(_logs);
        Services.AddSingleton(new ToastService());
    }

    [Fact]
    public void Nothing_runs_and_nothing_has_ended()
    {
        var page = Render<JobsPage>();
        Assert.Contains("Nothing is running", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No job has ended yet", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#durations-title"));
    }

    [Fact]
    public void Queue_is_in_order_of_number_and_follows_what_the_feed_tells()
    {
        _jobs.Stored.AddRange([Job(2, "backtest", "PENDING", null), Job(1, "walkforward", "RUNNING", null) with { Progress = 0.25, Message = "1 of 4 windows", EtaSeconds = 90 }]);
        var page = Render<JobsPage>();
        Assert.Equal(["job 1", "job 2"], page.FindAll(".job-title a").Select(t => t.TextContent));
        Assert.Contains("1 min 30 s left · 1 of 4 windows", page.Find(".job-row").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Cancel job 1", "Cancel job 2"], page.FindAll("button").Select(b => b.GetAttribute("aria-label")));

        _feed.Publish(new JobChange(1, "walkforward", null, "RUNNING", 0.5, Message: "2 of 4 windows"));
        _clock.Move(JobFeed.Interval);
        page.WaitForAssertion(() => Assert.Contains("2 of 4 windows", page.Find(".job-row").TextContent, StringComparison.Ordinal));
        page.FindAll("button")[1].Click();
        Assert.Equal([2], _jobs.Cancelled);
    }

    [Fact]
    public void Ended_jobs_have_their_kind_their_time_and_a_way_on()
    {
        _jobs.Stored.AddRange([Job(3, "walkforward", "COMPLETED", 40), Job(2, "fetch", "FAILED", 300) with { Message = "no such instrument", Address = null }, Job(1, "optimization", "CANCELLED", 65_000)]);
        var rows = Render<JobsPage>().FindAll("[data-job]");
        Assert.Equal(["Walk-forward", "Download", "Search"], rows.Select(r => r.QuerySelector("[data-label=Kind]")!.TextContent));
        Assert.Equal(["40 ms", "0.3 s", "1 min 5 s"], rows.Select(r => r.QuerySelector("[data-label=Took]")!.TextContent));
        Assert.Equal([0, 1, 1], rows.Select(r => r.QuerySelectorAll("[aria-label^=Retry]").Length));
        Assert.Equal("no such instrument", rows[1].QuerySelector(".break.muted")!.TextContent);
    }

    [Theory]
    [InlineData("backtest", "Open the backtest")]
    [InlineData("optimization", "Open the search")]
    [InlineData("walkforward", "Open the walk-forward")]
    [InlineData("batch", "Open the batch")]
    [InlineData("recommendations", "Open the recommendations")]
    public void Button_names_what_the_job_makes(string kind, string words)
    {
        _jobs.Stored.Add(Job(1, kind, "COMPLETED", 40));
        var page = Render<JobPage>(p => p.Add(x => x.Id, 1));
        Assert.Equal(words, page.Find(".actions a.button[href='backtests/1']").TextContent);
        Assert.Equal("40 ms", Fact(page, "Took"));
        Assert.Contains("40 ms, the median", Fact(page, "Jobs of its kind"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_of_a_failed_job_says_why_and_what_happened()
    {
        _jobs.Stored.Add(Job(1, "fetch", "FAILED", 1500) with { Message = "The exchange is away.", Address = null });
        _logs.Append(1, new JobLogLine(_clock.GetUtcNow(), "Waits in the queue"));
        var page = Render<JobPage>(p => p.Add(x => x.Id, 1));
        Assert.Contains("The exchange is away.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Waits in the queue", page.Find(".job-log .break").TextContent);
        Assert.Equal("Retry job 1", page.Find(".actions button").GetAttribute("aria-label"));
        Assert.Empty(page.FindAll(".actions a"));
        Assert.Equal("Download", Fact(page, "Kind"));
    }

    [Fact]
    public void Page_of_a_waiting_job_follows_it_to_its_end()
    {
        _jobs.Stored.Add(Job(1, "batch", "PENDING", null));
        var page = Render<JobPage>(p => p.Add(x => x.Id, 1));
        Assert.Contains("Nothing has happened yet", page.Markup, StringComparison.Ordinal);
        _feed.Publish(new JobChange(1, "batch", null, "RUNNING", 0.5, Message: "1 of 2: ema_cross on BTCUSDT 4h"));
        _clock.Move(JobFeed.Interval);
        page.WaitForAssertion(() => Assert.Contains("1 of 2: ema_cross", page.Markup, StringComparison.Ordinal));

        _jobs.Stored[0] = Job(1, "batch", "COMPLETED", 2000) with { Message = "2 searches" };
        _feed.Publish(new JobChange(1, "batch", null, "COMPLETED", 1));
        _clock.Move(JobFeed.Interval);
        page.WaitForAssertion(() => Assert.Equal("2 s", Fact(page, "Took")));
        Assert.DoesNotContain("1 of 2", page.Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _feed.Dispose();
        _folder.Dispose();
    }

    private static string Fact(IRenderedComponent<JobPage> page, string name) =>
        page.FindAll("dl.facts dt").Single(t => t.TextContent == name).NextElementSibling!.TextContent;

    private static JobView Job(long id, string kind, string status, int? tookMs) =>
        new(id, kind, null, $"job {id}", status, tookMs is null ? double.NaN : 1, null, null, 0, tookMs is null ? null : 0, tookMs, $"backtests/{id}");

    /// <summary>Jobs in memory.</summary>
    private sealed class Stub : IJobService
    {
        public List<JobView> Stored { get; } = [];

        public List<long> Cancelled { get; } = [];

        public Task<IReadOnlyList<JobView>> ListAsync(int limit = 100, bool activeOnly = false, CancellationToken cancellation = default) =>
            Task.FromResult<IReadOnlyList<JobView>>([.. Stored]);

        public Task<JobView?> GetAsync(long id, CancellationToken cancellation = default) => Task.FromResult(Stored.FirstOrDefault(j => j.Id == id));

        public Task<bool> CancelAsync(long id, CancellationToken cancellation = default)
        {
            Cancelled.Add(id);
            return Task.FromResult(true);
        }
    }
}
