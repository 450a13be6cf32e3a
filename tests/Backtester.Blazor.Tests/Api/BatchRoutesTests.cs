using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Backtester.Blazor.Api.Documents;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Batches over REST.</summary>
public class BatchRoutesTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    private const string Spec =
        """
        {"name":"two by two","exchange":"test","symbols":["AAAUSDT"],"timeframes":["1h","2h"],
         "strategies":["ema_cross",{"strategy":"sma_cross","parameter_ranges":{"fast":[3,5,8],"slow":[10,20]}}]}
        """;

    [Fact]
    public async Task Batch_makes_stored_searches_and_ranks_them_given_the_tries_of_all()
    {
        using var answer = await api.PostAsync("/api/backtest/batch", Spec);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var accepted = await answer.Content.ReadFromJsonAsync<JsonElement>();
        DocumentFields.AssertSame<BatchAcceptedDocument>(accepted);
        Assert.Equal(4, accepted.GetProperty("searches").GetInt32());
        var id = accepted.GetProperty("batch_id").GetInt64();
        var batch = await EndAsync(id);

        // What is left of the job's progress is what it did.
        var job = (await api.Client.GetFromJsonAsync<JsonElement>("/api/jobs")).EnumerateArray().First(j => j.GetProperty("kind").GetString() == "batch");
        Assert.Equal("4 searches", job.GetProperty("message").GetString());

        DocumentFields.AssertSame<BatchDocument>(batch);
        Assert.Equal(("COMPLETED", 4), (batch.GetProperty("status").GetString(), batch.GetProperty("searches_done").GetInt32()));
        var rows = batch.GetProperty("league").EnumerateArray().ToList();
        Assert.All(rows, r => DocumentFields.AssertSame<LeagueRowDocument>(r));
        Assert.Equal([1, 2, 3, 4], rows.Select(r => r.GetProperty("rank").GetInt32()));
        var deflated = rows.ConvertAll(r => r.GetProperty("deflated_sharpe").GetDouble());
        Assert.Equal(deflated.OrderDescending(), deflated);

        // Each row is a search of its own, whose verdict alone is never less sure than that among all.
        var effective = 0.0;
        foreach (var row in rows)
        {
            var search = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/optimize/{row.GetProperty("optimization_id").GetInt64()}");
            Assert.Equal("COMPLETED", search.GetProperty("status").GetString());
            Assert.Equal(search.GetProperty("best").GetProperty("params").ToString(), row.GetProperty("params").ToString());
            var alone = search.GetProperty("honesty");
            effective += alone.GetProperty("effective_trials").GetDouble();
            Assert.InRange(row.GetProperty("luck_probability").GetDouble(), alone.GetProperty("luck_probability").GetDouble(), 1);
        }

        Assert.Equal(effective, batch.GetProperty("effective_trials").GetDouble(), 1e-9);

        using var cached = await api.PostAsync("/api/backtest/batch", Spec);
        Assert.Equal(HttpStatusCode.OK, cached.StatusCode);
        var listed = (await api.Client.GetFromJsonAsync<JsonElement>("/api/backtest/batch")).GetProperty("results")[0];
        DocumentFields.AssertSame<BatchSummaryDocument>(listed);
        Assert.Equal(id, listed.GetProperty("id").GetInt64());

        using var resumed = await api.PostAsync($"/api/backtest/batch/{id}/resume", "");
        using var cancelled = await api.PostAsync($"/api/backtest/batch/{id}/cancel", "");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (resumed.StatusCode, cancelled.StatusCode));
        using var deleted = await api.Client.DeleteAsync($"/api/backtest/batch/{id}");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await api.Client.GetAsync($"/api/backtest/batch/{id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var kept = await api.Client.GetAsync($"/api/backtest/optimize/{rows[0].GetProperty("optimization_id").GetInt64()}");
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    [Fact]
    public async Task Bad_batch_names_its_problems()
    {
        using var answer = await api.PostAsync("/api/backtest/batch", Spec.Replace("\"2h\"", "\"7h\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("problems").EnumerateArray());
        Assert.Equal("timeframes[1]", problem.GetProperty("field").GetString());
    }

    private async Task<JsonElement> EndAsync(long id)
    {
        for (var i = 0; i < 1200; i++)
        {
            var batch = await api.Client.GetFromJsonAsync<JsonElement>($"/api/backtest/batch/{id}");
            if (batch.GetProperty("status").GetString() is not ("PENDING" or "RUNNING"))
            {
                return batch;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Batch {id} did not end within two minutes.");
    }
}
