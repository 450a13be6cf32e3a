using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Shared;

/// <summary>Writes the state of a page (filters, sort, page number) into its address, so that a link shows the same.</summary>
public static class UrlState
{
    /// <summary>Sets query parameters; null, empty and false ones are left out. Replaces the history entry: "back" leaves the page.</summary>
    public static void SetQuery(this NavigationManager navigation, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        var shown = values.ToDictionary(v => v.Key, v => v.Value is "" or false ? null : v.Value, StringComparer.Ordinal);
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(shown), replace: true);
    }
}
