namespace Backtester.Blazor.Layout.Palette;

/// <summary>Something that the command palette leads to or does.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Kind">What it is: "Page", "Action", "Backtest".</param>
/// <param name="Icon">Its sign.</param>
/// <param name="Address">The page, relative; null for something done here.</param>
/// <param name="Script">What is done here: a function of the browser's side; null for a page.</param>
/// <param name="Keys">The shortcut, one key after the other: "g b"; null where there is none.</param>
/// <param name="Also">Other words under which it is found.</param>
public sealed record PaletteEntry(string Title, string Kind, string Icon, string? Address, string? Script = null, string? Keys = null, string Also = "")
{
    /// <summary>True where each word stands in the title, the kind or among the other words.</summary>
    public bool Matches(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .All(word => $"{Title} {Kind} {Also}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
