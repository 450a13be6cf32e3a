using Backtester.Blazor.Access;
using Backtester.Blazor.Api;
using Backtester.Blazor.Charts;
using Backtester.Blazor.Downloads;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Layout;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Options;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor;

/// <summary>The web application: what it is made of, and in which order a request meets it.</summary>
public static class Portal
{
    /// <summary>Builds the application; nothing listens and no job runs before it is started.</summary>
    public static WebApplication Create(BacktesterOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings, static files and their manifest lie beside the program, whoever starts it.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(Portal).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls([.. options.UrlList]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Limits.RequestBytes;
        });
        // Jobs give back what they hold within seconds; the process ends within ten of SIGTERM.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
        builder.Logging.AddBacktesterLogs(options.Logs);
        AddServices(builder.Services, options);
        var app = builder.Build();
        Use(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, BacktesterOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddWorkspace(new Workspace(options));
        services.AddJobs();
        services.AddDownloads();
        services.AddOptimizations();
        services.AddRisk();
        services.AddRecommendations();
        services.AddAccess(options);
        services.AddBacktesterApi();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddPages();
        services.AddCharts();

        // Documents and charts alone: pages and events hold what a person may have typed, and are small.
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json", "text/csv"];
        });
    }

    private static void Use(WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseResponseCompression();
        app.UseAccess();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapSignIn();
        app.MapBacktesterApi();
        app.MapCharts();
        app.MapTradeCsv();
        app.MapStaticAssets();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
