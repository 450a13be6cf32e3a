namespace Backtester.Blazor.Strategies.Editing;

/// <summary>A top-level field of a definition, for completion.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usage">What stands behind the colon, by example.</param>
/// <param name="Description">One line.</param>
/// <param name="Words">The words that it may have; empty where it is free.</param>
public sealed record DefinitionField(string Name, string Usage, string Description, params IReadOnlyList<string> Words)
{
    /// <summary>All fields in the order in which they are written; each is a field that the reader knows.</summary>
    public static IReadOnlyList<DefinitionField> All { get; } =
    [
        new("id", "my_strategy", "Name in specs: small letters, digits, _"),
        new("version", "1.0.0", "Version of the rules"),
        new("title", "My strategy", "Name for people"),
        new("description", "what it does", "What it does, in a sentence or two"),
        new("category", "classic", "Where the catalogue puts it", "classic", "modern", "experimental"),
        new("parameters", "fast: {default: 10, min: 5, max: 50, step: 5}", "Numbers that forms and searches may change, one a line"),
        new("constraint", "fast < slow", "A condition between parameters"),
        new("lines", "trend: ema(close, 200)", "Named values that the rules may use, one a line"),
        new("long_entry", "condition", "When to buy"),
        new("long_exit", "condition", "When to close a long position"),
        new("short_entry", "condition", "When to sell short"),
        new("short_exit", "condition", "When to close a short position"),
        new("entry_order", "{type: limit, price: low[1]}", "The order by which it enters; market orders where left out"),
        new("stop_loss", "2 * atr(14), or 2%", "Distance of the stop from the entry price"),
        new("take_profit", "4 * atr(14), or 4%", "Distance of the target"),
        new("trailing_stop", "3%", "Distance of a stop that follows the best price"),
        new("break_even", "2 * atr(14)", "Gain from which on the stop lies at the entry price"),
        new("time_exit", "48", "Bars after which the position is closed"),
        new("trim", "[{at: 2 * atr(14), fraction: 0.5}]", "Partial exits"),
        new("signals", "- {name: regime, rule: close > ema(close, 200), weight: 0.4}", "Parts of the confidence, one a line"),
        new("min_confidence", "0.7", "Confidence that an entry needs"),
        new("opposite_entry", "reverse", "What an entry against an open position does", "reverse", "close", "ignore"),
        new("max_entries", "1", "Most entries into one position"),
        new("cooldown", "3", "Bars after an exit without entries"),
        new("session", "{hours: [8, 16], days: [1..5]}", "When entries are allowed, UTC"),
        new("sizing", "{model: risk_per_trade, value: 1%}", "How its author would size positions"),
    ];
}
