namespace Backtester.Blazor.Layout.Palette;

/// <summary>A section of the portal: a link of the navigation, a line of the palette, a shortcut.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Narrow">A shorter name for a phone; null where the name is short.</param>
/// <param name="Address">Its page, relative.</param>
/// <param name="Icon">Its sign.</param>
/// <param name="Keys">The shortcut, one key after the other.</param>
/// <param name="Also">Beginnings of other addresses of the section.</param>
public sealed record PortalSection(string Title, string? Narrow, string Address, string Icon, string Keys, params IReadOnlyList<string> Also)
{
    /// <summary>False where a phone's bar has no room for it; the bar at the top leads there.</summary>
    public bool OnPhone { get; init; } = true;
}

/// <summary>The sections in the order of the navigation.</summary>
public static class PortalSections
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<PortalSection> All { get; } =
    [
        new("Dashboard", "Home", "", "home", "g h"),
        new("Backtests", null, "backtests", "chart", "g b"),
        new("Optimize", null, "optimizations", "search", "g o", "walkforwards", "crossvalidations", "batches"),
        new("Recommendations", "Advice", "recommendations", "target", "g r"),
        new("Data", null, "data", "database", "g d"),
        new("Strategies", null, "strategies", "layers", "g s"),
        new("Jobs", null, "jobs", "queue", "g j"),
        new("Settings", null, "settings", "sliders", "g t") { OnPhone = false },
    ];
}
