using System.Globalization;
using Backtester.Blazor.Api;

namespace Backtester.Blazor.Access;

/// <summary>
/// Asks every request for the key, where there is one: a header from programs, the sign-in's cookie from people.
/// Only /health and the sign-in page itself are open.
/// </summary>
public sealed class KeyGate(RequestDelegate next, AccessKey key, SignInCookie cookie, TryLimiter limiter, ILogger<KeyGate> log)
{
    /// <summary>The header for programs, beside "Authorization: Bearer".</summary>
    public const string Header = "X-Access-Key";

    /// <summary>Passes the request on, or answers 401, 429 or with the sign-in page.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!key.IsRequired || IsOpen(context.Request.Path) || cookie.IsValid(context.Request))
        {
            await next(context);
            return;
        }

        var shown = Shown(context.Request);
        if (shown is null)
        {
            await AskAsync(context);
            return;
        }

        if (limiter.WaitOf(context.Connection.RemoteIpAddress) is { } wait)
        {
            await TooManyAsync(context, wait);
        }
        else if (key.Matches(shown))
        {
            await next(context);
        }
        else
        {
            limiter.Failed(context.Connection.RemoteIpAddress);
            log.LogWarning("A wrong access key came from {Address}", context.Connection.RemoteIpAddress);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiProblem.WriteAsync(context, StatusCodes.Status401Unauthorized, "Wrong key", "The access key is wrong.");
        }
    }

    /// <summary>Answers that an address tried too often.</summary>
    public static Task TooManyAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ApiProblem.WriteAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            "Too many tries",
            $"Too many wrong keys from this address; try again in {Math.Ceiling(wait.TotalSeconds)} s.");
    }

    private static bool IsOpen(PathString path) => path.StartsWithSegments("/health") || path == SignInPage.Path;

    private static string? Shown(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var value))
        {
            return value.ToString();
        }

        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : null;
    }

    private static Task AskAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect($"{SignInPage.Path}?return={Uri.EscapeDataString(request.Path + request.QueryString)}");
            return Task.CompletedTask;
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            "Key needed",
            $"Show the access key in the header {Header} or as a Bearer token, or sign in at {SignInPage.Path}.");
    }
}
