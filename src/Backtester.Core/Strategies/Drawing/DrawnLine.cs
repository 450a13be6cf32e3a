using Backtester.Core.Formulas.Execution;

namespace Backtester.Core.Strategies.Drawing;

/// <summary>Where a chart draws a line.</summary>
public enum LinePlace
{
    /// <summary>On the candles: the line moves with the price.</summary>
    Price,

    /// <summary>Behind the candles, as bands of the Weinstein stages 1 to 4.</summary>
    Stage,

    /// <summary>In a pane below, with a scale of its own.</summary>
    Pane,
}

/// <summary>An indicator that a strategy reads, as a chart draws it.</summary>
/// <param name="Title">The expression with its parameters put in, such as "ema(close, 10)", or the line's name in the definition.</param>
/// <param name="Description">What it is, in words.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Pane">The computation that it is an output of; lines of one pane share a scale.</param>
/// <param name="Output">Its output in the program.</param>
public sealed record DrawnLine(string Title, string Description, LinePlace Place, string Pane, int Output);

/// <summary>The indicators of a strategy with the program that computes them: the one that its decisions are made of.</summary>
/// <param name="Program">Computes all outputs.</param>
/// <param name="Lines">What can be drawn, each title once: named lines first, then in the order of the rules.</param>
public sealed record LineProgram(ColumnProgram Program, IReadOnlyList<DrawnLine> Lines);
