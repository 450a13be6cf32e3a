using Backtester.Blazor.Layout.Palette;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Shared.Display;

namespace Backtester.Blazor.Layout;

/// <summary>What pages need beside the services of runs and jobs.</summary>
public static class PageServices
{
    /// <summary>Adds the page's own services, one of each for a circuit.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddScoped<ToastService>();
        services.AddScoped<RunDeletion>();
        services.AddScoped<BrowserDrafts>();
        services.AddScoped<DisplayChoice>();
        services.AddSingleton<IPaletteFinder, PaletteFinder>();
    }
}
