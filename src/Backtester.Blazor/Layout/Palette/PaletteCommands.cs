namespace Backtester.Blazor.Layout.Palette;

/// <summary>What the palette offers before anything is typed: every page that needs no choice, and what can be done anywhere.</summary>
public static class PaletteCommands
{
    /// <summary>All of them, sections first.</summary>
    public static IReadOnlyList<PaletteEntry> All { get; } =
    [
        .. PortalSections.All.Select(s => new PaletteEntry(s.Title, "Page", s.Icon, s.Address, Keys: s.Keys, Also: s.Narrow ?? "")),
        New("New backtest", "backtests/new", "run test", "n"),
        New("New optimization", "optimizations/new", "search parameters grid"),
        New("New walk-forward", "walkforwards/new", "out of sample windows"),
        New("New batch of searches", "batches/new", "several strategies symbols"),
        New("New cross-validation", "crossvalidations/new", "purged groups"),
        New("New strategy", "strategies/new", "rules editor write"),
        New("New universe", "data/universes/new", "symbols list"),
        new("Fetch or import candles", "Page", "download", "data", Also: "download upload csv exchange"),
        new("Record of the recommender", "Page", "target", "recommendations/record", Also: "calibration outcomes"),
        new("API description", "Page", "info", "api/docs", Also: "rest openapi"),
        new("Switch between light and dark", "Action", "moon", null, "theme", Also: "theme colour color"),
        new("Keyboard shortcuts", "Action", "info", null, "shortcuts", "?", "help keys"),
    ];

    private static PaletteEntry New(string title, string address, string also, string? keys = null) => new(title, "Action", "plus", address, Keys: keys, Also: also);
}
