namespace Backtester.Data.Symbols;

/// <summary>What happened to a symbol.</summary>
public enum SymbolEvent
{
    /// <summary>The same asset goes on under another symbol; the ratio is usually 1.</summary>
    Renamed,

    /// <summary>One unit became several, or several one, under another symbol.</summary>
    Redenominated,

    /// <summary>It is no longer traded, and nothing follows.</summary>
    Delisted,
}

/// <summary>One line of the ledger of symbols.</summary>
/// <param name="Exchange">The market.</param>
/// <param name="Symbol">The symbol that ended, in the stored spelling.</param>
/// <param name="Event">What happened.</param>
/// <param name="AtMs">When, Unix ms: the first moment without it.</param>
/// <param name="Successor">The symbol that follows; null for a delisting.</param>
/// <param name="Ratio">Units of the successor for one unit of the symbol, above 0; 1 for a delisting.</param>
public sealed record SymbolChange(string Exchange, string Symbol, SymbolEvent Event, long AtMs, string? Successor, double Ratio);
