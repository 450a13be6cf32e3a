using Backtester.Blazor.Jobs;
using Backtester.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Blazor.Api;

/// <summary>/health: is the process alive, and can it work. Neither asks for a key, and neither tells more than that.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health");
        group.MapGet("live", () => new HealthDocument("live")).WithName("Live").WithSummary("200 while the process answers.").Produces<HealthDocument>();
        group.MapGet("ready", ReadyAsync)
            .WithName("Ready")
            .WithSummary("200 once the schema is there and the database answers, else 503.")
            .Produces<HealthDocument>()
            .Produces<HealthDocument>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadyAsync(
        ServeStart start, BacktesterDbFactory database, IHostApplicationLifetime lifetime, ILogger<HealthDocument> log, CancellationToken cancellation)
    {
        var ready = start.IsReady && !lifetime.ApplicationStopping.IsCancellationRequested && await AnswersAsync(database, log, cancellation);
        return Results.Json(
            new HealthDocument(ready ? "ready" : "not ready"),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> AnswersAsync(BacktesterDbFactory database, ILogger log, CancellationToken cancellation)
    {
        try
        {
            await using var db = database.OpenForReading();
            await db.Jobs.AnyAsync(cancellation);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The database does not answer");
            return false;
        }
    }
}

/// <summary>live, ready or not ready.</summary>
public sealed record HealthDocument(string Status);
