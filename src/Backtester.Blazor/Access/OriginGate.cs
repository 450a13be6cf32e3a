using Backtester.Blazor.Api;
using Backtester.Blazor.Options;

namespace Backtester.Blazor.Access;

/// <summary>
/// Holds off what another site's page sends: a request whose Origin is neither this host nor listed, one that the browser
/// itself marks as cross-site, and, where no key is asked for, one that reached loopback under a foreign name (a name that
/// an attacker points at 127.0.0.1).
/// </summary>
public sealed class OriginGate(RequestDelegate next, BacktesterOptions options)
{
    private readonly HashSet<string> _allowed = new(options.Access.AllowedOrigins, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _allowedHosts =
        new(options.Access.AllowedOrigins.Select(o => new Uri(o).Host), StringComparer.OrdinalIgnoreCase);

    /// <summary>Passes the request on, or answers 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var refusal = context.Request.Path.StartsWithSegments("/health") ? null : Refusal(context.Request);
        return refusal is null ? next(context) : ApiProblem.WriteAsync(context, StatusCodes.Status403Forbidden, "Refused", refusal);
    }

    private string? Refusal(HttpRequest request)
    {
        if (!options.Access.HasKey && !SettingsCheck.IsLoopback(request.Host.Host) && !_allowedHosts.Contains(request.Host.Host))
        {
            return $"Without Access:Key the portal answers to localhost alone, not to '{request.Host.Host}'; name the origin in Access:AllowedOrigins.";
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0)
        {
            return IsOwn(origin, request.Host) || _allowed.Contains(origin)
                ? null
                : $"Requests from the origin '{origin}' are not allowed; name it in Access:AllowedOrigins.";
        }

        // A page elsewhere may link here (navigate), but neither embed nor fetch.
        var foreign = request.Headers["Sec-Fetch-Site"] == "cross-site" && request.Headers["Sec-Fetch-Mode"] != "navigate";
        return foreign ? "Requests from other sites are not allowed; name the origin in Access:AllowedOrigins." : null;
    }

    // The scheme is left out: behind a proxy that ends TLS the browser says https and this process sees http.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && (uri.IsDefaultPort ? host.Port is null or 80 or 443 : uri.Port == host.Port);
}
