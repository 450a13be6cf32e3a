namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// What an expression became: a column (a node of its context), or, where it speaks of the open position, a small tree
/// over columns and the position that is evaluated at the bars that need it.
/// </summary>
internal readonly record struct Lowered(int Node, PositionTerm? Term)
{
    public static implicit operator Lowered(int node) => new(node, null);
}

/// <summary>A node of a rule about the open position.</summary>
/// <param name="Leaf">What a leaf reads; <see cref="PositionLeaf.None"/> for operations.</param>
/// <param name="Operation">What is done with the parts.</param>
/// <param name="Column">The column that a column leaf reads.</param>
/// <param name="Parts">Operands in order.</param>
internal sealed record PositionTerm(PositionLeaf Leaf, ColumnOperation Operation, int Column, IReadOnlyList<PositionTerm> Parts)
{
    /// <summary>Number of nodes when written out as a tree; lines that use each other twice double it each time.</summary>
    public double Size { get; } = 1 + Parts.Sum(p => p.Size);

    public static PositionTerm Of(PositionLeaf leaf) => new(leaf, default, -1, []);

    public static PositionTerm Of(int column) => new(PositionLeaf.Column, default, column, []);
}

/// <summary>What a leaf of a rule about the open position reads.</summary>
internal enum PositionLeaf
{
    None,
    Column,
    EntryPrice,
    BarsHeld,
}
