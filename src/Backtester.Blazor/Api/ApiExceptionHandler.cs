using Backtester.Core.Runs;
using Microsoft.AspNetCore.Diagnostics;

namespace Backtester.Blazor.Api;

/// <summary>Turns what went wrong inside a route under /api into a document; pages have their own.</summary>
internal sealed class ApiExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            return false;
        }

        var answer = exception switch
        {
            SpecException bad => ApiProblem.BadSpec(bad.Problems),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "Too large", "The body is larger than Limits:RequestBytes or, for an upload, Limits:UploadBytes allows."),
            BadHttpRequestException bad => ApiProblem.Of(bad.StatusCode, "Bad request", bad.Message),
            _ => ApiProblem.Of(StatusCodes.Status500InternalServerError, "Failed", "Something went wrong inside; the log says what."),
        };
        await answer.ExecuteAsync(context);
        return true;
    }
}
