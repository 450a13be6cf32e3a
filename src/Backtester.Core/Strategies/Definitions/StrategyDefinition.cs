using System.Text.Json.Serialization;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>A formula of a definition and where it came from.</summary>
/// <param name="Expression">Its tree.</param>
/// <param name="Path">The field that holds it, such as "signals[1].rule".</param>
/// <param name="DocumentLine">Line of the document at which its text begins; null without a document.</param>
/// <param name="DocumentColumn">Column of its first character there.</param>
public sealed record Formula(Expression Expression, string Path, int? DocumentLine = null, int? DocumentColumn = null)
{
    /// <summary>The canonical spelling.</summary>
    public string Text { get; } = FormulaPrinter.Print(Expression);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>A named intermediate value that the formulas below it may use.</summary>
public sealed record DefinitionLine(string Name, Formula Value);

/// <summary>Which side a signal speaks for.</summary>
public enum SignalSide
{
    /// <summary>Both.</summary>
    Both,

    /// <summary>Long entries alone.</summary>
    Long,

    /// <summary>Short entries alone.</summary>
    Short,
}

/// <summary>A part of the confidence: its weight counts while its rule and all its parents' rules hold.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">True or false.</param>
/// <param name="Weight">A constant ≥ 0.</param>
/// <param name="Requires">The parent's name; null for none.</param>
/// <param name="Side">Which entries it speaks for.</param>
public sealed record SignalRule(string Name, Formula Rule, Formula Weight, string? Requires, SignalSide Side);

/// <summary>A partial exit.</summary>
/// <param name="At">Distance from the entry price in the position's favour.</param>
/// <param name="Fraction">A constant above 0, at most 1: how much of the position's first size is closed.</param>
public sealed record TrimRule(Formula At, Formula Fraction);

/// <summary>The order by which a strategy enters.</summary>
/// <param name="Type">Which.</param>
/// <param name="Price">The limit of a limit order, the stop price of the others.</param>
/// <param name="Limit">The limit of a stop-limit order; null for the others.</param>
/// <param name="Expires">Bars in which it works, a constant; null until it is cancelled.</param>
public sealed record EntryOrderRule(EntryOrderType Type, Formula Price, Formula? Limit, Formula? Expires);

/// <summary>When entries are allowed, by the open time of the decision bar, UTC.</summary>
/// <param name="FromHour">First hour, 0 to 23; with <paramref name="ToHour"/> null for every hour.</param>
/// <param name="ToHour">First hour that is outside again, 0 to 24; smaller than <paramref name="FromHour"/> for a stretch over midnight.</param>
/// <param name="Days">Days from 1 (Monday) to 7, in order; empty for every day.</param>
public sealed record SessionFilter(int? FromHour, int? ToHour, IReadOnlyList<int> Days);

/// <summary>How the author would size positions; a run's own setting wins.</summary>
/// <param name="Model">A sizing model of the run spec.</param>
/// <param name="Value">Its number, a constant; null for the model's default.</param>
public sealed record SizingHint(string Model, Formula? Value);

/// <summary>A strategy as data: what its YAML or JSON document says, checked.</summary>
[JsonConverter(typeof(DefinitionJsonConverter))]
public sealed record StrategyDefinition
{
    /// <summary>Name in specs.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the rules, such as "1.0.0".</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>Name for people.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it does, in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>classic, modern or experimental; empty where it is not said.</summary>
    public string Category { get; init; } = "";

    /// <summary>In order.</summary>
    public IReadOnlyList<ParameterSchema> Parameters { get; init; } = [];

    /// <summary>A condition between parameters.</summary>
    public Formula? Constraint { get; init; }

    /// <summary>Named values; each may use those above it.</summary>
    public IReadOnlyList<DefinitionLine> Lines { get; init; } = [];

    /// <summary>When to buy.</summary>
    public Formula? LongEntry { get; init; }

    /// <summary>When to close a long position.</summary>
    public Formula? LongExit { get; init; }

    /// <summary>When to sell short.</summary>
    public Formula? ShortEntry { get; init; }

    /// <summary>When to close a short position.</summary>
    public Formula? ShortExit { get; init; }

    /// <summary>The order by which it enters; null for market orders.</summary>
    public EntryOrderRule? EntryOrder { get; init; }

    /// <summary>Distance of the stop from the entry price: a number (price) or a percentage.</summary>
    public Formula? StopLoss { get; init; }

    /// <summary>Distance of the target.</summary>
    public Formula? TakeProfit { get; init; }

    /// <summary>Distance of a stop that follows the best price.</summary>
    public Formula? TrailingStop { get; init; }

    /// <summary>Gain from which on the stop lies at the entry price.</summary>
    public Formula? BreakEven { get; init; }

    /// <summary>Bars after which the position is closed, a constant.</summary>
    public Formula? TimeExit { get; init; }

    /// <summary>Partial exits.</summary>
    public IReadOnlyList<TrimRule> Trim { get; init; } = [];

    /// <summary>Parts of the confidence.</summary>
    public IReadOnlyList<SignalRule> Signals { get; init; } = [];

    /// <summary>Confidence that an entry needs, a constant.</summary>
    public Formula? MinConfidence { get; init; }

    /// <summary>What an entry against an open position does.</summary>
    public OppositeEntry OppositeEntry { get; init; }

    /// <summary>Most entries into one position, a constant; 1 where it is not said.</summary>
    public Formula? MaxEntries { get; init; }

    /// <summary>Bars after an exit without entries, a constant; 0 where it is not said.</summary>
    public Formula? Cooldown { get; init; }

    /// <summary>When entries are allowed.</summary>
    public SessionFilter? Session { get; init; }

    /// <summary>How the author would size positions.</summary>
    public SizingHint? Sizing { get; init; }

    /// <summary>SHA-256, in small hexadecimal digits, of all that decides about trades: title, description, category and help are left out.</summary>
    public string ContentHash => DefinitionWriter.ContentHash(this);
}
