using System.Security.Cryptography;
using Backtester.Blazor.Options;
using Microsoft.AspNetCore.DataProtection;

namespace Backtester.Blazor.Access;

/// <summary>The cookie of a person who showed the key: signed and encrypted, with an end, worthless once the key changes.</summary>
public sealed class SignInCookie(IDataProtectionProvider protection, AccessKey key, BacktesterOptions options)
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "backtester_access";

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Backtester.Access.SignIn").ToTimeLimitedDataProtector();

    /// <summary>True where the request carries a valid cookie.</summary>
    public bool IsValid(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(Name, out var value))
        {
            return false;
        }

        try
        {
            return _protector.Unprotect(value) == key.Print;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Gives the cookie.</summary>
    public void Append(HttpContext context)
    {
        var lifetime = TimeSpan.FromDays(options.Access.SessionDays);
        context.Response.Cookies.Append(Name, _protector.Protect(key.Print, lifetime), Shape(context, lifetime));
    }

    /// <summary>Takes the cookie back.</summary>
    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Shape(context, lifetime: null));

    // Lax: a link in a message must open the page that it names; requests that change something are held off by their origin.
    private static CookieOptions Shape(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
        MaxAge = lifetime,
    };
}
