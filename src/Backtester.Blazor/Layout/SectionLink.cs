using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Backtester.Blazor.Layout;

/// <summary>A link of the navigation that stands out on every page of its section, whatever these are called.</summary>
public sealed class SectionLink : NavLink
{
    /// <summary>Beginnings of other addresses of the section, relative to the base.</summary>
    [Parameter]
    public IReadOnlyList<string> Also { get; set; } = [];

    [Inject] private NavigationManager Addresses { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute) =>
        base.ShouldMatch(uriAbsolute) || Also.Any(part => uriAbsolute.StartsWith(Addresses.ToAbsoluteUri(part).AbsoluteUri, StringComparison.OrdinalIgnoreCase));
}
