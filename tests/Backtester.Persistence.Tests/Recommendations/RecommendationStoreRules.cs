using Backtester.Core.Runs;
using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Tests.Databases;

namespace Backtester.Persistence.Tests.Recommendations;

public abstract class RecommendationStoreRules : DatabaseRules
{
    [SkippableFact]
    public async Task Advice_comes_back_to_the_last_bit_and_lists_leave_the_large_texts_out()
    {
        var strategy = await Database.FollowAsync();
        var made = await Database.AdviseAsync(strategy);

        var stored = (await Database.Recommendations.GetAsync(made.Id))!;
        Assert.Equal((RecommendationStatus.Pending, 1.0 / 3, -1.0, 2.0), (stored.Status, stored.Expected, stored.ExpectedLow, stored.ExpectedHigh));
        Assert.Equal(("{\"trials\":64}", "[\"a plateau – not a peak\"]"), (stored.EvidenceJson, stored.ReasonsJson));
        Assert.Equal((null, null, null), (stored.JudgedAtMs, stored.Improved, stored.Brier));
        var listed = Assert.Single((await Database.Recommendations.ListAsync(new RecommendationQuery())).Items);
        Assert.Equal((made.Id, "{}", 1.0 / 3), (listed.Id, listed.EvidenceJson, listed.Expected));
        Assert.Equal(["made >PENDING"], await Database.TrailAsync(made.Id));
        Assert.Null(await Database.Recommendations.GetAsync(made.Id + 1));
    }

    [SkippableFact]
    public async Task New_look_expires_what_nobody_answered_but_not_what_says_the_same_of_the_same_days()
    {
        var strategy = await Database.FollowAsync();
        var kept = await Database.AdviseAsync(strategy);
        var other = (await Database.Recommendations.AddAsync(strategy, [AdvisedDatabase.Advice(Database), AdvisedDatabase.Advice(Database, "timeframe", "{\"fast\":10,\"x\":1}")]))[1];

        var again = await Database.Recommendations.AddAsync(strategy, [AdvisedDatabase.Advice(Database, hash: "made a minute later")]);

        Assert.Equal(kept.Id, Assert.Single(again).Id);
        Assert.Equal(RecommendationStatus.Pending, (await Database.Recommendations.GetAsync(kept.Id))!.Status);
        Assert.Equal(RecommendationStatus.Expired, (await Database.Recommendations.GetAsync(other.Id))!.Status);
        Assert.Equal(["made >PENDING", "expired PENDING>EXPIRED"], await Database.TrailAsync(other.Id));
    }

    [SkippableFact]
    public async Task Same_advice_of_a_later_day_takes_over_until_when_it_is_snoozed()
    {
        var strategy = await Database.FollowAsync();
        var first = await Database.AdviseAsync(strategy);
        await Database.Decisions.SnoozeAsync(first.Id, 5000);
        Database.Clock.NowMs += AdvisedDatabase.Day;

        var second = Assert.Single(await Database.Recommendations.AddAsync(strategy, [AdvisedDatabase.Advice(Database, hash: "cafe")]));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(5000, (await Database.Recommendations.GetAsync(second.Id))!.SnoozedUntilMs);
        Assert.Equal(RecommendationStatus.Expired, (await Database.Recommendations.GetAsync(first.Id))!.Status);
    }

    [SkippableFact]
    public async Task Outcome_is_stored_once_whoever_judges_and_whatever_the_status()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy);
        await Database.Decisions.RejectAsync(advice.Id, "no");
        Database.Clock.NowMs += 31 * AdvisedDatabase.Day;
        Assert.Equal(advice.Id, Assert.Single(await Database.Recommendations.UnjudgedAsync()).Id);

        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            Database.Recommendations.SaveOutcomeAsync(advice.Id, AdvisedDatabase.Outcome with { Realised = i }))));

        Assert.Single(saved, s => s);
        var stored = (await Database.Recommendations.GetAsync(advice.Id))!;
        Assert.Equal((Array.IndexOf(saved, true), true, 0.09, null), (stored.Realised, stored.Improved, stored.Brier, stored.LogScore));
        Assert.Empty(await Database.Recommendations.UnjudgedAsync());
        Assert.Equal(advice.Id, Assert.Single(await Database.Recommendations.JudgedAsync(replayed: false)).Id);
        Assert.Equal(["made >PENDING", "rejected PENDING>REJECTED", "judged REJECTED>REJECTED"], await Database.TrailAsync(advice.Id));
    }

    [SkippableFact]
    public async Task Advice_that_is_judged_before_anybody_answered_is_expired()
    {
        var advice = await Database.AdviseAsync(await Database.FollowAsync());

        Assert.True(await Database.Recommendations.SaveOutcomeAsync(advice.Id, AdvisedDatabase.Outcome));

        Assert.Equal(["made >PENDING", "expired PENDING>EXPIRED", "judged EXPIRED>EXPIRED"], await Database.TrailAsync(advice.Id));
        Assert.False((await Database.Decisions.AcceptAsync(advice.Id)).IsDone);
    }

    [SkippableFact]
    public async Task Overdue_advice_expires_and_is_still_to_be_judged()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy);
        Assert.Equal(0, await Database.Recommendations.ExpireOverdueAsync());
        Database.Clock.NowMs += 31 * AdvisedDatabase.Day;

        Assert.Equal(1, await Database.Recommendations.ExpireOverdueAsync());
        Assert.Equal(0, await Database.Recommendations.ExpireOverdueAsync());

        Assert.Equal(RecommendationStatus.Expired, (await Database.Recommendations.GetAsync(advice.Id))!.Status);
        Assert.Single(await Database.Recommendations.UnjudgedAsync());

        // Work on data states no forecast that candles could judge.
        var task = AdvisedDatabase.Advice(Database, "repair_data", AdvisedDatabase.Current);
        (task.Metric, task.Expected) = ("", null);
        await Database.Recommendations.AddAsync(strategy, [task]);
        Assert.Single(await Database.Recommendations.UnjudgedAsync());
    }

    [SkippableFact]
    public async Task Replayed_record_replaces_that_strategys_earlier_one_and_never_waits_for_an_answer()
    {
        var strategy = await Database.FollowAsync();
        var advice = await Database.AdviseAsync(strategy);
        Assert.Equal(0, await Database.Recommendations.ReplaceReplayedAsync(strategy, [Replayed(), Replayed()]));

        Assert.Equal(2, await Database.Recommendations.ReplaceReplayedAsync(strategy, [Replayed()]));

        var row = Assert.Single(await Database.Recommendations.JudgedAsync(replayed: true));
        Assert.Empty(await Database.Recommendations.JudgedAsync(replayed: false));
        Assert.Equal((RecommendationStatus.Expired, true, 0.5), (row.Status, row.Replayed, row.Realised));
        Assert.Equal(advice.Id, Assert.Single((await Database.Recommendations.ListAsync(new RecommendationQuery())).Items).Id);
        Assert.Equal(row.Id, Assert.Single((await Database.Recommendations.ListAsync(new RecommendationQuery { Replayed = true })).Items).Id);
        Assert.Contains("nobody is asked", (await Database.Decisions.AcceptAsync(row.Id)).Conflict, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Pages_by_confidence_hold_each_row_once_with_the_unknown_last()
    {
        var strategy = await Database.FollowAsync();
        double?[] scores = [0.5, null, 0.9, 0.5, 0.1];
        var rows = await Database.Recommendations.AddAsync(strategy, [.. scores.Select((s, i) =>
        {
            var advice = AdvisedDatabase.Advice(Database, hash: $"{i}", recommended: $"{{\"fast\":{i}}}");
            advice.ConfidenceScore = s;
            return advice;
        })]);
        await Database.Decisions.RejectAsync(rows[4].Id, "no");

        var ids = new List<long>();
        string? cursor = null;
        do
        {
            var page = await Database.Recommendations.ListAsync(new RecommendationQuery { Statuses = [RecommendationStatus.Pending], StrategyId = strategy, ByConfidence = true, Limit = 2, Cursor = cursor });
            ids.AddRange(page.Items.Select(r => r.Id));
            cursor = page.NextCursor;
            Assert.Equal(4, page.Total);
        }
        while (cursor is not null);

        Assert.Equal([rows[2].Id, rows[3].Id, rows[0].Id, rows[1].Id], ids);
        await Assert.ThrowsAsync<SpecException>(() => Database.Recommendations.ListAsync(new RecommendationQuery { Cursor = "x" }));
    }

    private StrategyRecommendation Replayed()
    {
        var row = AdvisedDatabase.Advice(Database);
        row.MadeAtMs -= 100 * AdvisedDatabase.Day;
        AdvisedDatabase.Outcome.Fill(row, Database.Clock.NowMs);
        return row;
    }
}

public sealed class SqliteRecommendationStoreTests : RecommendationStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresRecommendationStoreTests(PostgresServer server) : RecommendationStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
