using Microsoft.JSInterop;

namespace Backtester.Blazor.Shared.Display;

/// <summary>Changes how a person sees numbers and times, at once and for the next visit. One for each circuit.</summary>
public sealed class DisplayChoice(IJSRuntime js)
{
    /// <summary>Another style holds: what stands on every page draws itself again.</summary>
    public event Action? Changed;

    /// <summary>Takes a style, and keeps it in the browser.</summary>
    public async Task TakeAsync(DisplayStyle style)
    {
        Viewer.Use(style);
        Changed?.Invoke();
        await js.InvokeVoidAsync("backtester.keepDisplay", DisplayStyle.Cookie, style.ToString(), style.Numbers.Name, style.Zone.Id);
    }
}
