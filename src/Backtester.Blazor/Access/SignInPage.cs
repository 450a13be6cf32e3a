using System.Net;

namespace Backtester.Blazor.Access;

/// <summary>A page that asks a person for the key; plain HTML, since everything else waits behind it.</summary>
public static class SignInPage
{
    /// <summary>Its address.</summary>
    public const string Path = "/sign-in";

    /// <summary>Adds the page, its form and the sign-out.</summary>
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context) => Page(context, error: null)).ExcludeFromDescription();
        routes.MapPost(Path, SignInAsync).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/sign-out", (HttpContext context) =>
        {
            SignInCookie.Remove(context);
            return Results.Redirect(Path);
        }).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, AccessKey key, SignInCookie cookie, TryLimiter limiter)
    {
        if (!context.Request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var address = context.Connection.RemoteIpAddress;
        if (limiter.WaitOf(address) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString();
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page(context, $"Too many wrong keys from this address. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.");
        }

        if (key.IsRequired && !key.Matches(form["key"].ToString()))
        {
            limiter.Failed(address);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Page(context, "This is not the key.");
        }

        if (key.IsRequired)
        {
            cookie.Append(context);
        }

        return Results.LocalRedirect(LocalPath(form["return"].ToString()));
    }

    /// <summary>Only paths of this site: never "//elsewhere" nor "/\elsewhere".</summary>
    private static string LocalPath(string path) =>
        path.Length > 0 && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl) ? path : "/";

    private static IResult Page(HttpContext context, string? error)
    {
        context.Response.Headers.CacheControl = "no-store";
        var back = context.Request.HasFormContentType ? context.Request.Form["return"].ToString() : context.Request.Query["return"].ToString();
        var note = error is null ? "" : $"<p role=\"alert\">{WebUtility.HtmlEncode(error)}</p>";
        return Results.Content(
            $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Sign in – Backtester</title>
              <style>
                :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
                body { display: grid; place-items: center; min-height: 100vh; margin: 0; }
                form { display: grid; gap: 1rem; width: min(20rem, 90vw); }
                input, button { font: inherit; padding: .6rem; }
                [role=alert] { color: #c62828; }
              </style>
            </head>
            <body>
              <main>
                <h1>Backtester</h1>
                {{note}}
                <form method="post" action="{{Path}}">
                  <label for="key">Access key</label>
                  <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
                  <input type="hidden" name="return" value="{{WebUtility.HtmlEncode(back)}}">
                  <button type="submit">Sign in</button>
                </form>
              </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8");
    }
}
