using Backtester.Core.Formulas.Compilation;

namespace Backtester.Core.Formulas.Execution;

/// <summary>What a rule may know of the open position.</summary>
/// <param name="EntryPrice">Price of the entry fill.</param>
/// <param name="BarsHeld">Bars since the bar of the entry, 0 on that bar.</param>
public readonly record struct PositionState(double EntryPrice, int BarsHeld);

/// <summary>
/// A rule that speaks of the open position, which no column can hold: what depends on candles alone is in columns of the
/// program, the rest is evaluated at the bars where a position is open. An evaluation allocates nothing.
/// </summary>
public sealed class PositionRule
{
    private readonly Instruction[] _code;
    private readonly int _stack;

    internal PositionRule(PositionTerm term, Func<int, int> outputOf)
    {
        var code = new List<Instruction>();
        _stack = Emit(term, code, outputOf, 0);
        _code = [.. code];
        Columns = [.. code.Where(i => i.Leaf == PositionLeaf.Column).Select(i => i.Output).Distinct()];
    }

    /// <summary>The outputs of the program that it reads.</summary>
    public IReadOnlyList<int> Columns { get; }

    /// <summary>Whether a condition holds at a row.</summary>
    public bool IsTrue(ProgramColumns columns, int row, in PositionState position) => Evaluate(columns, row, position) != 0;

    /// <summary>The value at a row: a number, a percentage as a fraction, or 1 and 0.</summary>
    public double Evaluate(ProgramColumns columns, int row, in PositionState position)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Span<double> stack = stackalloc double[_stack];
        var top = 0;
        foreach (ref readonly var step in _code.AsSpan())
        {
            switch (step.Leaf)
            {
                case PositionLeaf.Column:
                    stack[top++] = columns.Value(step.Output, row);
                    break;
                case PositionLeaf.EntryPrice:
                    stack[top++] = position.EntryPrice;
                    break;
                case PositionLeaf.BarsHeld:
                    stack[top++] = position.BarsHeld;
                    break;
                default:
                    top -= step.Parts - 1;
                    stack[top - 1] = ScalarOperation.Apply(
                        step.Operation,
                        stack[top - 1],
                        step.Parts > 1 ? stack[top] : 0,
                        step.Parts > 2 ? stack[top + 1] : 0);
                    break;
            }
        }

        return stack[0];
    }

    /// <summary>Writes the operands before their operation; gives the greatest height of the stack.</summary>
    private static int Emit(PositionTerm term, List<Instruction> code, Func<int, int> outputOf, int height)
    {
        var most = height + 1;
        for (var i = 0; i < term.Parts.Count; i++)
        {
            most = Math.Max(most, Emit(term.Parts[i], code, outputOf, height + i));
        }

        code.Add(new Instruction(term.Leaf, term.Operation, term.Leaf == PositionLeaf.Column ? outputOf(term.Column) : -1, term.Parts.Count));
        return most;
    }

    private readonly record struct Instruction(PositionLeaf Leaf, ColumnOperation Operation, int Output, int Parts);
}
