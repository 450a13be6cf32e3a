using Microsoft.JSInterop;

namespace Backtester.Blazor.Shared;

/// <summary>
/// What a person typed and has not submitted, in the browser's session storage: it outlives a reload and a restart of the
/// server, and goes with the tab. One for each circuit.
/// </summary>
public sealed class BrowserDrafts(IJSRuntime js)
{
    private const string Fields = "backtester-fields:";

    /// <summary>The draft under a name; null where there is none.</summary>
    public ValueTask<string?> ReadAsync(string key) => js.InvokeAsync<string?>("backtester.drafts.read", key);

    /// <summary>Keeps a draft.</summary>
    public ValueTask WriteAsync(string key, string text) => js.InvokeVoidAsync("backtester.drafts.write", key, text);

    /// <summary>Drops a draft: it was submitted, or is not wanted.</summary>
    public ValueTask ClearAsync(string key) => js.InvokeVoidAsync("backtester.drafts.clear", key);

    /// <summary>What the browser kept of the fields of a plain form, one with data-draft: an object with a value for each id; null where nothing is kept.</summary>
    public ValueTask<string?> ReadFieldsAsync(string form) => ReadAsync(Fields + form);

    /// <summary>Keeps the fields of a plain form, where more is chosen in it than its fields tell the browser.</summary>
    public ValueTask WriteFieldsAsync(string form, string fields) => WriteAsync(Fields + form, fields);

    /// <summary>Drops what the browser kept of the fields of a plain form.</summary>
    public ValueTask ClearFieldsAsync(string form) => ClearAsync(Fields + form);

    /// <summary>Gives fields what was kept of plain forms, and what was typed while the server did not hear. A page calls it when its fields stand.</summary>
    public ValueTask ResumeAsync() => js.InvokeVoidAsync("backtester.resume");
}
