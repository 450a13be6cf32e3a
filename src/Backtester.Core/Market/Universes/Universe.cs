namespace Backtester.Core.Market.Universes;

/// <summary>A named list of symbols: a fixed one, or one that a rule makes anew at the beginning of each period.</summary>
public sealed record Universe
{
    /// <summary>Its name, as a run spec writes it.</summary>
    public required string Name { get; init; }

    /// <summary>The market that it belongs to; empty where it serves every market.</summary>
    public string Exchange { get; init; } = "";

    /// <summary>The symbols of a fixed list, in the stored spelling; empty where <see cref="Rule"/> chooses.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>What chooses the symbols; null for a fixed list.</summary>
    public UniverseRule? Rule { get; init; }
}

/// <summary>How often a rule chooses anew, at 00:00 UTC of the first day of the period.</summary>
public enum UniverseInterval
{
    /// <summary>Each day.</summary>
    Day,

    /// <summary>Each week, on Monday.</summary>
    Week,

    /// <summary>Each month.</summary>
    Month,

    /// <summary>Each quarter of the year.</summary>
    Quarter,

    /// <summary>Each year.</summary>
    Year,
}

/// <summary>
/// Chooses symbols from what was stored of the time before: those with the highest quote volume, among those that were
/// traded in the days before and had been listed for long enough.
/// </summary>
public sealed record UniverseRule
{
    /// <summary>Only symbols that end with this quote asset, such as USDT; empty for all.</summary>
    public string Quote { get; init; } = "";

    /// <summary>How many symbols at most, by falling quote volume; null for all that the rest of the rule lets through.</summary>
    public int? Top { get; init; }

    /// <summary>UTC days before the choice over which the quote volume is added up, at least 1.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Least days between the first stored candle and the choice; 0 for none.</summary>
    public int ListedDays { get; init; }

    /// <summary>Least mean quote volume a day in the window, quote currency; 0 for none.</summary>
    public double MinimumQuoteVolume { get; init; }

    /// <summary>How often it chooses.</summary>
    public UniverseInterval Every { get; init; } = UniverseInterval.Month;

    /// <summary>Symbols that are never chosen, in the stored spelling.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
