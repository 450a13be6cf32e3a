using Backtester.Blazor.Shared;
using Backtester.Blazor.Tests.Api;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>Pages over a running portal with the small market in it, rendered without a browser: its services answer, scripts answer nothing.</summary>
public abstract class PortalPages : BunitContext, IClassFixture<ApiPortal>
{
    /// <summary>What a page may take to load: work on a busy machine included.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected PortalPages(ApiPortal api)
    {
        Api = api;
        JSInterop.Mode = JSRuntimeMode.Loose;

        // A chart that is a script's own draws nothing, and does what it is told.
        var charts = JSInterop.SetupModule("import", _ => true);
        charts.Mode = JSRuntimeMode.Loose;
        charts.SetupModule("create", _ => true).Mode = JSRuntimeMode.Loose;
        Services.AddScoped<ToastService>();
        Services.AddScoped<BrowserDrafts>();
        Services.AddFallbackServiceProvider(api.Portal.Services);

        // As a circuit draws them, not as the page that is sent first.
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected ApiPortal Api { get; }

    protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    /// <summary>A page, opened by its address where what it shows depends on that.</summary>
    protected IRenderedComponent<T> Open<T>(string address, Action<ComponentParameterCollectionBuilder<T>>? with = null)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<T>(p => with?.Invoke(p));
    }
}
