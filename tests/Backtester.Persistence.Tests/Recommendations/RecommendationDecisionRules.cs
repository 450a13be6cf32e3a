using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Space;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.Recommendations;

public abstract class RecommendationDecisionRules : DatabaseRules
{
    [SkippableFact]
    public async Task Accepted_advice_becomes_the_next_version_once_however_often_it_is_applied()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy);
        Assert.True((await Database.Decisions.AcceptAsync(advice.Id)).IsDone);

        // The process may end here; whoever starts next finds it.
        Assert.Equal(advice.Id, Assert.Single(await Database.Recommendations.AcceptedAsync()).Id);
        var applied = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Database.Decisions.ApplySettingsAsync(advice.Id))));

        Assert.All(applied, d => Assert.True(d.IsDone));
        Assert.Empty(await Database.Recommendations.AcceptedAsync());
        var followed = (await Database.Followed.GetAsync(strategy))!;
        Assert.Equal((2, AdvisedDatabase.Better, $"recommendation:{advice.Id}", (long?)advice.Id), (followed.Version.Number, followed.Version.Spec, followed.Version.Origin, followed.Version.RecommendationId));
        Assert.Equal((RecommendationStatus.Applied, "version:2"), (applied[0].Row!.Status, applied[0].Row!.AppliedAs));
        Assert.Equal(["made >PENDING", "accepted PENDING>ACCEPTED", "applied ACCEPTED>APPLIED"], await Database.TrailAsync(advice.Id));
    }

    [SkippableFact]
    public async Task Two_windows_that_decide_at_once_have_one_winner_and_the_others_are_told()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy);
        using var otherWriter = new DatabaseWriter(Database.Factory);
        var other = new RecommendationDecisions(otherWriter, Database.Clock);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 4) switch
        {
            0 => Database.Decisions.AcceptAsync(advice.Id),
            1 => other.AcceptAsync(advice.Id),
            2 => Database.Decisions.RejectAsync(advice.Id, "no"),
            _ => other.RejectAsync(advice.Id, "no"),
        })));

        var winner = Assert.Single(answers, a => a.IsDone);
        Assert.Equal(7, answers.Count(a => a.Conflict == $"recommendation {advice.Id} is already {winner.Row!.Status.Word()} since 2024-01-01 00:00:00 UTC"));
        Assert.Equal(2, (await Database.Recommendations.EventsAsync(advice.Id)).Count);
    }

    [SkippableFact]
    public async Task Advice_for_settings_that_are_no_longer_followed_is_not_accepted_and_not_applied_over_later_ones()
    {
        var strategy = await Database.FollowAsync();
        var rows = await Database.Recommendations.AddAsync(strategy, [AdvisedDatabase.Advice(Database), AdvisedDatabase.Advice(Database, "risk", "{\"fast\":10,\"r\":1}")]);
        await Database.Decisions.AcceptAsync(rows[0].Id);
        await Database.Followed.FollowAsync("mine", "{\"fast\":30}", "spec");

        var late = await Database.Decisions.AcceptAsync(rows[1].Id);
        var applied = await Database.Decisions.ApplySettingsAsync(rows[0].Id);

        Assert.Equal($"recommendation {rows[1].Id} was made for version 1 of mine; version 2 (spec) of 2024-01-01 00:00 UTC is followed now: generate anew", late.Conflict);
        Assert.Equal(RecommendationStatus.Pending, late.Row!.Status);
        Assert.Contains("version 2 (spec)", applied.Conflict, StringComparison.Ordinal);
        Assert.Equal(RecommendationStatus.Expired, applied.Row!.Status);
        Assert.Equal((2, "{\"fast\":30}"), await CurrentAsync(strategy));
        Assert.True((await Database.Decisions.RejectAsync(rows[1].Id, "late")).IsDone);
    }

    [SkippableFact]
    public async Task Undo_within_a_day_restores_the_settings_and_the_advice_can_be_accepted_again()
    {
        var strategy = await Database.FollowAsync();
        var advice = await AppliedAsync(strategy);

        var undone = await Database.Decisions.UndoAsync(advice);

        Assert.True(undone.IsDone);
        Assert.Equal((RecommendationStatus.Pending, null, null, 3), (undone.Row!.Status, undone.Row.DecidedAtMs, undone.Row.AppliedAs, undone.Row.StrategyVersion));
        Assert.Equal((3, AdvisedDatabase.Current), await CurrentAsync(strategy));

        Assert.True((await Database.Decisions.AcceptAsync(advice)).IsDone);
        Assert.True((await Database.Decisions.ApplySettingsAsync(advice)).IsDone);
        Assert.Equal((4, AdvisedDatabase.Better), await CurrentAsync(strategy));
        Assert.Equal(
            ["made >PENDING", "accepted PENDING>ACCEPTED", "applied ACCEPTED>APPLIED", "undone APPLIED>PENDING", "accepted PENDING>ACCEPTED", "applied ACCEPTED>APPLIED"],
            await Database.TrailAsync(advice));
    }

    [SkippableFact]
    public async Task Undo_of_a_rejection_is_possible_for_a_day_and_before_it_is_judged()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy);
        Assert.Contains("already PENDING", (await Database.Decisions.UndoAsync(advice.Id)).Conflict, StringComparison.Ordinal);
        await Database.Decisions.RejectAsync(advice.Id, "too risky – really");
        Assert.Equal("too risky – really", (await Database.Recommendations.GetAsync(advice.Id))!.RejectReason);
        Assert.True((await Database.Decisions.UndoAsync(advice.Id)).IsDone);

        await Database.Decisions.RejectAsync(advice.Id, "no");
        await Database.Recommendations.SaveOutcomeAsync(advice.Id, AdvisedDatabase.Outcome);
        Assert.Contains("judged already", (await Database.Decisions.UndoAsync(advice.Id)).Conflict, StringComparison.Ordinal);

        var second = Assert.Single(await Database.Recommendations.AddAsync(strategy, [AdvisedDatabase.Advice(Database)]));
        await Database.Decisions.RejectAsync(second.Id, "no");
        Database.Clock.NowMs += RecommendationDecisions.UndoMs + 1;
        Assert.Contains("more than a day ago", (await Database.Decisions.UndoAsync(second.Id)).Conflict, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Revert_follows_the_earlier_settings_again_and_never_overwrites_a_later_version()
    {
        var strategy = await Database.FollowAsync();
        var advice = await AppliedAsync(strategy);
        Database.Clock.NowMs += 10 * AdvisedDatabase.Day;

        var reverted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Decisions.RevertAsync(advice))));

        Assert.Single(reverted, d => d.IsDone);
        Assert.Equal((3, AdvisedDatabase.Current), await CurrentAsync(strategy));
        Assert.Equal(RecommendationStatus.Reverted, (await Database.Recommendations.GetAsync(advice))!.Status);

        var second = AdvisedDatabase.Advice(Database, hash: "2");
        second.StrategyVersion = 3;
        var next = Assert.Single(await Database.Recommendations.AddAsync(strategy, [second])).Id;
        await Database.Decisions.AcceptAsync(next);
        await Database.Decisions.ApplySettingsAsync(next);
        await Database.Followed.FollowAsync("mine", "{\"fast\":99}", "run:5");
        foreach (var refused in new[] { await Database.Decisions.RevertAsync(next), await Database.Decisions.UndoAsync(next) })
        {
            Assert.Contains("version 5 (run:5) of 2024-01-11 00:00 UTC is followed now and stays", refused.Conflict, StringComparison.Ordinal);
            Assert.Equal(RecommendationStatus.Applied, refused.Row!.Status);
        }

        Assert.Equal((5, "{\"fast\":99}"), await CurrentAsync(strategy));
    }

    [SkippableFact]
    public async Task Alarm_of_the_watch_is_a_line_of_the_trail_and_changes_nothing()
    {
        var advice = await AppliedAsync(await Database.FollowAsync());

        Assert.True(await Database.Recommendations.NoteAlarmAsync(advice, "Clearly worse than promised."));
        Assert.False(await Database.Recommendations.NoteAlarmAsync(advice + 1, "x"));

        Assert.Equal("alarm APPLIED>APPLIED", (await Database.TrailAsync(advice))[^1]);
        Assert.Equal("Clearly worse than promised.", (await Database.Recommendations.EventsAsync(advice))[^1].Note);
        Assert.True((await Database.Decisions.RevertAsync(advice)).IsDone);
    }

    [SkippableFact]
    public async Task Retirement_is_applied_and_taken_back()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy, "retire", null);
        await Database.Decisions.AcceptAsync(advice.Id);

        Assert.Equal("retired", (await Database.Decisions.ApplySettingsAsync(advice.Id)).Row!.AppliedAs);
        Assert.Equal(ActiveStrategyStatus.Retired, (await Database.Followed.GetAsync(strategy))!.Row.Status);
        Assert.True((await Database.Decisions.RevertAsync(advice.Id)).IsDone);

        Assert.Equal((ActiveStrategyStatus.Active, 1), ((await Database.Followed.GetAsync(strategy))!.Row.Status, (await Database.Followed.GetAsync(strategy))!.Row.CurrentVersion));
    }

    [SkippableFact]
    public async Task Advised_search_and_fetch_are_started_once_and_leaving_as_it_is_starts_nothing()
    {
        var strategy = await Database.FollowAsync();
        var rows = await Database.Recommendations.AddAsync(
            strategy, [.. new[] { "reoptimize", "repair_data", "leave_as_is" }.Select(type => AdvisedDatabase.Advice(Database, type, AdvisedDatabase.Current))]);
        foreach (var row in rows)
        {
            await Database.Decisions.AcceptAsync(row.Id);
        }

        for (var i = 0; i < 2; i++)
        {
            Assert.True((await Database.Decisions.ApplySearchAsync(rows[0].Id, Search, new NewJob("optimization"))).IsDone);
            Assert.True((await Database.Decisions.ApplyJobAsync(rows[1].Id, new NewJob("fetch", "{}"))).IsDone);
            Assert.True((await Database.Decisions.ApplyNothingAsync(rows[2].Id, null)).IsDone);
        }

        var search = Assert.Single(await Database.Optimizations.ListAsync(10));
        Assert.Equal(2, (await Database.Jobs.CountAsync())[WorkStatus.Pending]);
        Assert.Equal($"optimization:{search.Id}", (await Database.Recommendations.GetAsync(rows[0].Id))!.AppliedAs);
        Assert.Null((await Database.Recommendations.GetAsync(rows[2].Id))!.AppliedAs);
        Assert.Contains("changed no settings", (await Database.Decisions.RevertAsync(rows[2].Id)).Conflict, StringComparison.Ordinal);
        Assert.Equal((1, AdvisedDatabase.Current), await CurrentAsync(strategy));
        Assert.Null((await Database.Decisions.AcceptAsync(999)).Row);
    }

    private static SearchPlan Search { get; } = new()
    {
        Base = Samples.Plan(),
        Space = new SearchSpace([new ParameterAxis("fast", [1, 2, 3])], new Dictionary<string, double>()),
        FirstPoint = [0],
        Settings = new SearchSettings(),
        SizedByStrategy = false,
        SpecText = Samples.OddText,
        Manifest = "{\"spec\":{}}",
        Fingerprint = "cafe",
    };

    private async Task<long> AppliedAsync(long strategy)
    {
        var advice = await Database.AdviseAsync(strategy);
        await Database.Decisions.AcceptAsync(advice.Id);
        Assert.True((await Database.Decisions.ApplySettingsAsync(advice.Id)).IsDone);
        return advice.Id;
    }

    private async Task<(int Number, string Spec)> CurrentAsync(long strategy)
    {
        var followed = (await Database.Followed.GetAsync(strategy))!;
        return (followed.Version.Number, followed.Version.Spec);
    }
}

public sealed class SqliteRecommendationDecisionTests : RecommendationDecisionRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresRecommendationDecisionTests(PostgresServer server) : RecommendationDecisionRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
