using Microsoft.JSInterop;

namespace Backtester.Blazor.Shared;

/// <summary>
/// What a person typed and has not submitted, in the browser's session storage: it outlives a reload and a restart of the
/// server, and goes with the tab. One for each circuit.
/// </summary>
public sealed class BrowserDrafts(IJSRuntime js)
{
    /// <summary>The draft under a name; null where there is none.</summary>
    public ValueTask<string?> ReadAsync(string key) => js.InvokeAsync<string?>("backtester.drafts.read", key);

    /// <summary>Keeps a draft.</summary>
    public ValueTask WriteAsync(string key, string text) => js.InvokeVoidAsync("backtester.drafts.write", key, text);

    /// <summary>Drops a draft: it was submitted, or is not wanted.</summary>
    public ValueTask ClearAsync(string key) => js.InvokeVoidAsync("backtester.drafts.clear", key);

    /// <summary>Drops what the browser kept of the fields of a plain form, one with data-draft.</summary>
    public ValueTask ClearFieldsAsync(string form) => ClearAsync("backtester-fields:" + form);

    /// <summary>Gives fields what was kept of plain forms, and what was typed while the server did not hear. A page calls it when its fields stand.</summary>
    public ValueTask ResumeAsync() => js.InvokeVoidAsync("backtester.resume");
}
