using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Tests.Api;
using Xunit;

namespace Backtester.Blazor.Tests.Recommendations;

/// <summary>Active strategies and recommendations over REST, from following to the outcome.</summary>
public class RecommendationRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    private const string Root = "/api/backtest/recommendations";

    [Fact]
    public async Task Advice_is_made_decided_judged_on_later_candles_and_scored()
    {
        await ImportAsync(-400, 0);
        var strategy = await OkAsync(await api.PostAsync("/api/strategies/active", $$"""{"name":"swings","spec":{{FreshMarket.Spec}}}"""), HttpStatusCode.Created);
        DocumentFields.AssertSame<ActiveStrategyDocument>(strategy);
        Assert.Equal(("ACTIVE", 1, "spec", "auto"), (Text(strategy, "status"), strategy.GetProperty("version").GetInt32(), Text(strategy, "origin"), Text(strategy.GetProperty("spec"), "warmup")));

        await WorkAsync($"{Root}/generate?strategy=swings");
        var pending = await ListAsync("?status=PENDING&strategy=swings");
        Assert.NotEmpty(pending);
        Assert.All(pending, r => DocumentFields.AssertSame<RecommendationDocument>(r));
        var search = pending.Single(r => Text(r, "type") == "reoptimize");
        var forecasts = pending.Where(r => r.GetProperty("expected_improvement").ValueKind == JsonValueKind.Object).ToList();
        var forecast = forecasts[0];
        DocumentFields.AssertSame<ExpectedImprovementDocument>(forecast.GetProperty("expected_improvement"));

        // Asked again within the day it says the same: no second forecast.
        await WorkAsync($"{Root}/generate?strategy=swings");
        Assert.Equal(pending.Select(Id), (await ListAsync("?status=PENDING&strategy=swings")).Select(Id));

        var accepted = await OkAsync(await api.PostAsync($"{Root}/{Id(search)}/accept", ""));
        Assert.Equal("APPLIED", Text(accepted, "status"));
        Assert.StartsWith("optimization:", Text(accepted, "applied_as"), StringComparison.Ordinal);
        Assert.Equal(["made", "accepted", "applied"], accepted.GetProperty("events").EnumerateArray().Select(e => Text(e, "action")));
        DocumentFields.AssertSame<RecommendationEventDocument>(accepted.GetProperty("events")[0]);

        var id = Id(forecast);
        await StatusAsync(HttpStatusCode.BadRequest, api.PostAsync($"{Root}/{id}/reject", """{"reason":" "}"""));
        await StatusAsync(HttpStatusCode.BadRequest, api.PostAsync($"{Root}/{id}/snooze", """{"until":"2001-01-01"}"""));
        Assert.NotNull(Text(await OkAsync(await api.PostAsync($"{Root}/{id}/snooze", """{"until":"2999-01-01"}""")), "snoozed_until"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => api.PostAsync($"{Root}/{id}/reject", """{"reason":"not now"}""")));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var told = await answers.Single(a => a.StatusCode == HttpStatusCode.Conflict).Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith($"Recommendation {id} is already REJECTED since ", Text(told, "detail"), StringComparison.Ordinal);
        Array.ForEach(answers, a => a.Dispose());
        Assert.Equal("PENDING", Text(await OkAsync(await api.PostAsync($"{Root}/{id}/undo", "")), "status"));
        await OkAsync(await api.PostAsync($"{Root}/{id}/reject", """{"reason":"not now"}"""));
        await StatusAsync(HttpStatusCode.Conflict, api.PostAsync($"{Root}/{id}/revert", ""));

        // The days that judge it: the import itself has it followed up.
        await ImportAsync(0, 32);
        var judged = await UntilAsync(id, r => r.GetProperty("outcome").ValueKind == JsonValueKind.Object);
        DocumentFields.AssertSame<RecommendationOutcomeDocument>(judged.GetProperty("outcome"));
        Assert.Equal(30, judged.GetProperty("outcome").GetProperty("details").GetProperty("recommended_returns").GetArrayLength());
        await WorkAsync($"{Root}/follow-up");
        await WorkAsync($"{Root}/follow-up");
        Assert.Equal(judged.GetRawText(), (await api.Client.GetFromJsonAsync<JsonElement>($"{Root}/{id}")).GetRawText());
        Assert.Single(judged.GetProperty("events").EnumerateArray(), e => Text(e, "action") == "judged");

        var record = await api.Client.GetFromJsonAsync<JsonElement>($"{Root}/record");
        DocumentFields.AssertSame<RecordDocument>(record);
        DocumentFields.AssertSame<ForecastRecordDocument>(record.GetProperty("live"));
        Assert.Equal(forecasts.Count, record.GetProperty("live").GetProperty("count").GetInt32());
        var scores = (await ListAsync("?strategy=swings")).Where(r => r.GetProperty("outcome").ValueKind == JsonValueKind.Object).Select(r => r.GetProperty("outcome").GetProperty("brier").GetDouble());
        Assert.Equal(scores.Average(), record.GetProperty("live").GetProperty("brier").GetDouble(), 1e-12);

        var watched = (await api.Client.GetFromJsonAsync<JsonElement>($"/api/strategies/active/{strategy.GetProperty("id").GetInt64()}")).GetProperty("strategy").GetProperty("watch");
        DocumentFields.AssertSame<WatchDocument>(watched);
        Assert.StartsWith("In 31 days it returned", Text(watched, "sentence"), StringComparison.Ordinal);

        await WorkAsync($"{Root}/replay?strategy=swings");
        await WorkAsync($"{Root}/replay?strategy=swings");
        var replayed = await ListAsync("?replayed=true&limit=1000");
        Assert.Equal((await api.Client.GetFromJsonAsync<JsonElement>($"{Root}/record")).GetProperty("replayed").GetProperty("count").GetInt32(), replayed.Count);
        Assert.NotEmpty(replayed);
        Assert.DoesNotContain(await ListAsync("?status=PENDING"), r => r.GetProperty("replayed").GetBoolean());
        await StatusAsync(HttpStatusCode.Conflict, api.PostAsync($"{Root}/{Id(replayed[0])}/accept", ""));
    }

    [Fact]
    public async Task Followed_run_is_retired_resumed_and_gets_versions_under_its_name()
    {
        var run = await api.RunAsync(SmallMarket.Spec);
        var made = await OkAsync(await api.PostAsync("/api/strategies/active", $$"""{"run_id":{{run}}}"""), HttpStatusCode.Created);
        Assert.Equal(("sma_cross AAAUSDT 1h", $"run:{run}"), (Text(made, "name"), Text(made, "origin")));
        Assert.False(made.GetProperty("spec").TryGetProperty("start_date", out _));
        var address = $"/api/strategies/active/{made.GetProperty("id").GetInt64()}";

        var same = await OkAsync(await api.PostAsync("/api/strategies/active", $$"""{"run_id":{{run}}}"""));
        Assert.Equal(1, same.GetProperty("version").GetInt32());
        var other = await OkAsync(await api.PostAsync(
            "/api/strategies/active", $$"""{"name":"sma_cross AAAUSDT 1h","spec":{{SmallMarket.Spec.Replace("\"fast\":5", "\"fast\":6", StringComparison.Ordinal)}}}"""));
        Assert.Equal(2, other.GetProperty("version").GetInt32());
        var restored = await OkAsync(await api.PostAsync($"{address}/restore?version=1", ""));
        Assert.Equal((3, "revert:1"), (restored.GetProperty("version").GetInt32(), Text(restored, "origin")));
        Assert.Equal(made.GetProperty("spec").GetRawText(), restored.GetProperty("spec").GetRawText());

        Assert.Equal("RETIRED", Text(await OkAsync(await api.PostAsync($"{address}/retire", "")), "status"));
        await StatusAsync(HttpStatusCode.Conflict, api.PostAsync($"{address}/retire", ""));
        Assert.Equal("ACTIVE", Text(await OkAsync(await api.PostAsync($"{address}/resume", "")), "status"));
        var detail = await api.Client.GetFromJsonAsync<JsonElement>(address);
        DocumentFields.AssertSame<ActiveStrategyDetailDocument>(detail);
        Assert.Equal([3, 2, 1], detail.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("version").GetInt32()));

        // 25 days of candles are too few, and it says how many are missing.
        await WorkAsync($"{Root}/generate?strategy={made.GetProperty("id").GetInt64()}");
        var look = (await api.Client.GetFromJsonAsync<JsonElement>(address)).GetProperty("strategy").GetProperty("look");
        Assert.Contains("155 more days of candles: 25 are there, 180 are needed.", look.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
        Assert.DoesNotContain(await ListAsync($"?strategy={made.GetProperty("id").GetInt64()}"), r => r.GetProperty("probability").ValueKind == JsonValueKind.Number);

        await StatusAsync(HttpStatusCode.BadRequest, api.PostAsync("/api/strategies/active", """{"name":"x"}"""));
        await StatusAsync(HttpStatusCode.BadRequest, api.PostAsync("/api/strategies/active", """{"run_id":99999}"""));
        await StatusAsync(HttpStatusCode.NotFound, api.PostAsync($"{address}/restore?version=9", ""));
        await StatusAsync(HttpStatusCode.NotFound, api.Client.GetAsync("/api/strategies/active/9999"));
        await StatusAsync(HttpStatusCode.NotFound, api.PostAsync($"{Root}/9999/accept", ""));
        await StatusAsync(HttpStatusCode.BadRequest, api.Client.GetAsync($"{Root}?status=MAYBE&sort=luck&strategy=none"));
        await StatusAsync(HttpStatusCode.BadRequest, api.PostAsync($"{Root}/generate?strategy=none", ""));
        await StatusAsync(HttpStatusCode.BadRequest, api.PostAsync($"{Root}/replay?from=yesterday", ""));
    }

    private static long Id(JsonElement recommendation) => recommendation.GetProperty("id").GetInt64();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task StatusAsync(HttpStatusCode expected, Task<HttpResponseMessage> asking)
    {
        using var answer = await asking;
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using (answer)
        {
            Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    private async Task ImportAsync(int fromDay, int untilDay) =>
        await OkAsync(await api.UploadAsync("fresh", Encoding.UTF8.GetBytes(FreshMarket.Csv(fromDay, untilDay)), "4h"));

    private async Task<List<JsonElement>> ListAsync(string query) =>
        [.. (await api.Client.GetFromJsonAsync<JsonElement>(Root + query)).GetProperty("results").EnumerateArray()];

    private async Task WorkAsync(string path)
    {
        var job = (await OkAsync(await api.PostAsync(path, ""), HttpStatusCode.Accepted)).GetProperty("job_id").GetInt64();
        var last = (await api.EventsAsync(job))[^1];
        Assert.True(Text(last, "status") == "COMPLETED", last.GetRawText());
    }

    private async Task<JsonElement> UntilAsync(long id, Func<JsonElement, bool> done)
    {
        for (var i = 0; i < 600; i++)
        {
            var recommendation = await api.Client.GetFromJsonAsync<JsonElement>($"{Root}/{id}");
            if (done(recommendation))
            {
                return recommendation;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Recommendation {id} was not judged within a minute.");
    }
}
