using Backtester.Blazor.Options;
using Microsoft.AspNetCore.DataProtection;

namespace Backtester.Blazor.Access;

/// <summary>Puts the gates in front of everything.</summary>
public static class AccessSetup
{
    /// <summary>Adds what the gates need; the keys that sign cookies live in the data folder, so that a restart signs nobody out.</summary>
    public static void AddAccess(this IServiceCollection services, BacktesterOptions options)
    {
        services.AddSingleton<AccessKey>();
        services.AddSingleton<SignInCookie>();
        services.AddSingleton<TryLimiter>();
        services.AddDataProtection()
            .SetApplicationName("Backtester")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataDirectory, "keys")));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. options.Access.AllowedOrigins])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .AllowCredentials()));
    }

    /// <summary>First the origin, then, for those listed, the browser's question beforehand, then the key.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        app.UseMiddleware<OriginGate>();
        app.UseCors();
        app.UseMiddleware<KeyGate>();
    }
}
