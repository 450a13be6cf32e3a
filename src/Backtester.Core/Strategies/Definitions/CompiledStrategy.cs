using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>An exit rule: a column, or, where it speaks of the open position, a rule evaluated bar by bar. One of the two.</summary>
/// <param name="Output">The program's output; −1 where <paramref name="Rule"/> is there.</param>
/// <param name="Rule">The rule about the position; null where a column says it all.</param>
public sealed record CompiledExit(int Output, PositionRule? Rule)
{
    /// <summary>Whether to leave at a row. Allocates nothing.</summary>
    public bool IsTrue(ProgramColumns columns, int row, in PositionState position)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Rule is null ? columns.IsTrue(Output, row) : Rule.IsTrue(columns, row, position);
    }
}

/// <summary>A distance from the entry price, evaluated at the decision bar's close.</summary>
/// <param name="IsPercent">True for a fraction of the entry price (0.02 for 2%), false for a price distance.</param>
/// <param name="LongOutput">The program's output for long positions.</param>
/// <param name="ShortOutput">The one for short positions; the same where the formula does not use <c>position</c>.</param>
public sealed record CompiledDistance(bool IsPercent, int LongOutput, int ShortOutput);

/// <summary>A price, evaluated at the decision bar's close.</summary>
/// <param name="LongOutput">The program's output for long positions.</param>
/// <param name="ShortOutput">The one for short positions.</param>
public sealed record CompiledPrice(int LongOutput, int ShortOutput);

/// <summary>The order by which a strategy enters.</summary>
/// <param name="Type">Which.</param>
/// <param name="Price">The limit of a limit order, the stop price of the others.</param>
/// <param name="Limit">The limit of a stop-limit order; null for the others.</param>
/// <param name="Expires">Bars in which it works; null until it is cancelled.</param>
public sealed record CompiledEntryOrder(EntryOrderType Type, CompiledPrice Price, CompiledPrice? Limit, int? Expires);

/// <summary>A partial exit.</summary>
/// <param name="At">Distance in the position's favour.</param>
/// <param name="Fraction">Share that is closed, above 0, at most 1.</param>
public sealed record CompiledTrim(CompiledDistance At, double Fraction);

/// <summary>A part of the confidence.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">What it adds while it counts.</param>
/// <param name="Side">Which entries it speaks for.</param>
/// <param name="Rule">Output of its own rule.</param>
/// <param name="Counts">Output of its rule together with those of its parents.</param>
public sealed record CompiledSignal(string Name, double Weight, SignalSide Side, int Rule, int Counts);

/// <summary>A value that a result may show beside a trade.</summary>
/// <param name="Name">Name of the line.</param>
/// <param name="Output">The program's output.</param>
public sealed record CompiledLine(string Name, int Output);

/// <summary>A formula of the definition, or a part of one: what an explanation shows and a proof compares.</summary>
/// <param name="Path">The field that holds the formula, such as "long_entry".</param>
/// <param name="Expression">The part as the printer spells it.</param>
/// <param name="Depth">0 for the whole formula, 1 for its operands, and so on.</param>
/// <param name="Side">1 for a rule of long positions, −1 of short ones, 0 elsewhere.</param>
/// <param name="Value">Its column, or, where it speaks of the open position, its rule.</param>
/// <param name="IsBoolean">True for conditions.</param>
public sealed record CompiledPart(string Path, string Expression, int Depth, int Side, CompiledExit Value, bool IsBoolean);

/// <summary>A definition with the values of its parameters, ready to run. Outputs are indices in the program; −1 for none.</summary>
public sealed record CompiledStrategy
{
    /// <summary>What was compiled.</summary>
    public required StrategyDefinition Definition { get; init; }

    /// <summary>The value of every parameter, in the order of the definition.</summary>
    public required IReadOnlyList<KeyValuePair<string, double>> Parameters { get; init; }

    /// <summary>The columns; shared by all sets that were compiled together.</summary>
    public required ColumnProgram Program { get; init; }

    /// <summary>The outputs of <see cref="Program"/> that this strategy reads.</summary>
    public required IReadOnlyList<int> Outputs { get; init; }

    /// <summary>Whether to buy: the entry rule, inside the session, with enough confidence.</summary>
    public int LongSignal { get; init; } = -1;

    /// <summary>Whether to sell short, likewise.</summary>
    public int ShortSignal { get; init; } = -1;

    /// <summary>The long entry rule alone.</summary>
    public int LongEntry { get; init; } = -1;

    /// <summary>The short entry rule alone.</summary>
    public int ShortEntry { get; init; } = -1;

    /// <summary>Sum of the weights of the signals that count for long entries; −1 without signals.</summary>
    public int LongConfidence { get; init; } = -1;

    /// <summary>The same for short entries.</summary>
    public int ShortConfidence { get; init; } = -1;

    /// <summary>Whether the session allows entries; −1 without a session.</summary>
    public int Session { get; init; } = -1;

    /// <summary>Confidence that an entry needs, compared with a slack of 1e-9 for sums such as 0.1 + 0.7; null for none.</summary>
    public double? MinConfidence { get; init; }

    /// <summary>When to close a long position; null for never.</summary>
    public CompiledExit? LongExit { get; init; }

    /// <summary>When to close a short position; null for never.</summary>
    public CompiledExit? ShortExit { get; init; }

    /// <summary>The order by which it enters; null for market orders.</summary>
    public CompiledEntryOrder? EntryOrder { get; init; }

    /// <summary>Stop; null for none.</summary>
    public CompiledDistance? StopLoss { get; init; }

    /// <summary>Target; null for none.</summary>
    public CompiledDistance? TakeProfit { get; init; }

    /// <summary>Trailing stop; null for none.</summary>
    public CompiledDistance? TrailingStop { get; init; }

    /// <summary>Gain from which on the stop lies at the entry price; null for none.</summary>
    public CompiledDistance? BreakEven { get; init; }

    /// <summary>Partial exits in order.</summary>
    public IReadOnlyList<CompiledTrim> Trims { get; init; } = [];

    /// <summary>Bars after which a position is closed; null for never.</summary>
    public int? TimeExitBars { get; init; }

    /// <summary>Most entries into one position.</summary>
    public int MaxEntries { get; init; } = 1;

    /// <summary>Bars after an exit without entries.</summary>
    public int CooldownBars { get; init; }

    /// <summary>Number of the sizing hint; null where there is none.</summary>
    public double? SizingValue { get; init; }

    /// <summary>True where that number is a percentage, held as a fraction.</summary>
    public bool SizingIsPercent { get; init; }

    /// <summary>Parts of the confidence in order.</summary>
    public IReadOnlyList<CompiledSignal> Signals { get; init; } = [];

    /// <summary>The named lines, where they were asked for; those about the open position are left out.</summary>
    public IReadOnlyList<CompiledLine> Lines { get; init; } = [];

    /// <summary>Every formula and its parts, where they were asked for: operands before what is made of them, lines first.</summary>
    public IReadOnlyList<CompiledPart> Parts { get; init; } = [];

    /// <summary>Bars at the beginning that its outputs need on a timeframe.</summary>
    public ProgramWarmUp WarmUp(Timeframe timeframe) => Program.WarmUp(timeframe, Outputs);
}
