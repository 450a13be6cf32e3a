using System.Net;

namespace Backtester.Data.Exchanges.Network;

/// <summary>Why one try of a call failed.</summary>
internal enum FailureKind
{
    /// <summary>No answer, or a broken one.</summary>
    Broken,

    /// <summary>Too much was asked; the host says for how long to stay away.</summary>
    TooMuch,

    /// <summary>The exchange has a problem of its own.</summary>
    Down,

    /// <summary>The exchange understood and refuses.</summary>
    Refused,
}

/// <summary>One failed try.</summary>
internal sealed class CallFailure(FailureKind kind, string message, TimeSpan? retryAfter = null, Exception? cause = null) : Exception(message, cause)
{
    public FailureKind Kind { get; } = kind;

    /// <summary>How long the exchange asks to stay away; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>True where the same call may succeed later.</summary>
    public bool IsPassing => Kind != FailureKind.Refused;

    /// <summary>From the status of an answer.</summary>
    public static CallFailure Of(HttpResponseMessage answer, string body, TimeProvider clock)
    {
        var status = (int)answer.StatusCode;
        var said = body.Length == 0 ? "" : $": {Short(body)}";
        return answer.StatusCode switch
        {
            // 418 is Binance's word for an address that went on after 429.
            HttpStatusCode.TooManyRequests or (HttpStatusCode)418 => new(FailureKind.TooMuch, $"too many requests ({status})", RetryAfterOf(answer, clock)),
            HttpStatusCode.UnavailableForLegalReasons => new(
                FailureKind.Refused, $"it does not serve this machine's location ({status}); a proxy elsewhere (setting Exchanges:Proxy) or another exchange helps"),
            HttpStatusCode.RequestTimeout => new(FailureKind.Down, $"it gave up waiting ({status})"),
            _ when status >= 500 => new(FailureKind.Down, $"it has a problem of its own ({status}){said}"),
            _ => new(FailureKind.Refused, $"it refuses ({status}){said}"),
        };
    }

    private static TimeSpan? RetryAfterOf(HttpResponseMessage answer, TimeProvider clock) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
