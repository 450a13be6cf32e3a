using Backtester.Blazor.Pages.Recommendations;
using Backtester.Blazor.Tests.Api;
using Backtester.Persistence.Recommendations;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>The answers to a recommendation: which are possible where it stands, and those that need a word.</summary>
public sealed class DecisionBarTests(ApiPortal api) : PortalPages(api)
{
    private const long Missing = 999;

    private readonly List<string?> _told = [];

    [Theory]
    [InlineData(RecommendationStatus.Pending, false, null, "Accept, Reject…, Snooze…")]
    [InlineData(RecommendationStatus.Pending, true, null, "")]
    [InlineData(RecommendationStatus.Accepted, false, null, "Undo")]
    [InlineData(RecommendationStatus.Rejected, false, null, "Undo")]
    [InlineData(RecommendationStatus.Applied, false, "version:2", "Undo, Revert to the settings before")]
    [InlineData(RecommendationStatus.Applied, true, "retired", "Revert to the settings before")]
    [InlineData(RecommendationStatus.Expired, false, null, "")]
    [InlineData(RecommendationStatus.Reverted, false, null, "")]
    public void Answers_depend_on_where_it_stands(RecommendationStatus status, bool replayed, string? appliedAs, string answers)
    {
        var row = Row(status);
        (row.Replayed, row.AppliedAs) = (replayed, appliedAs);
        var bar = Show(row);
        Assert.Equal(answers, string.Join(", ", bar.FindAll("[data-decisions] button").Select(b => b.TextContent)));
    }

    [Fact]
    public void Decision_of_yesterday_or_of_a_judged_one_stays()
    {
        var (old, judged) = (Row(RecommendationStatus.Accepted), Row(RecommendationStatus.Accepted));
        (old.DecidedAtMs, judged.JudgedAtMs) = (0, 1);
        Assert.Empty(Show(old).FindAll("button"));
        Assert.Empty(Show(judged).FindAll("button"));
    }

    [Fact]
    public void Rejection_asks_for_a_reason_first()
    {
        var bar = Show(Row(RecommendationStatus.Pending));
        bar.FindAll("button")[1].Click();
        Assert.Equal("true", bar.FindAll("button")[1].GetAttribute("aria-expanded"));
        Assert.True(bar.Find("form button[type=submit]").HasAttribute("disabled"));
        bar.Find("#reject-reason").Input("too few trades");
        Assert.False(bar.Find("form button[type=submit]").HasAttribute("disabled"));

        bar.Find("form").Submit();
        bar.WaitForAssertion(() => Assert.Equal([$"there is no recommendation {Missing} any more"], _told), Patience);
        bar.WaitForAssertion(() => Assert.Empty(bar.FindAll("form")), Patience);
    }

    [Fact]
    public void Snooze_asks_for_a_day_and_a_wrong_one_is_told()
    {
        var bar = Show(Row(RecommendationStatus.Pending));
        bar.FindAll("button")[2].Click();
        Assert.Equal(DateTime.UtcNow.AddDays(7).Year, DateTime.Parse(bar.Find("#snooze-until").GetAttribute("value")!).Year);
        bar.FindAll("form button")[1].Click();
        Assert.Empty(bar.FindAll("form"));

        bar.FindAll("button")[2].Click();
        bar.Find("#snooze-until").Change("some day");
        bar.Find("form").Submit();
        bar.WaitForAssertion(() => Assert.Single(_told), Patience);
        Assert.NotNull(_told[0]);
    }

    private static StrategyRecommendation Row(RecommendationStatus status) => new() { Id = Missing, Status = status, DecidedAtMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() };

    private IRenderedComponent<DecisionBar> Show(StrategyRecommendation row) => Render<DecisionBar>(p => p.Add(b => b.Row, row).Add(b => b.OnDecided, told => _told.Add(told)));
}
