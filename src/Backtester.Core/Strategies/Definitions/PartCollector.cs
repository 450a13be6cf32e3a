using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Makes every formula of a definition, and every part of one that changes from bar to bar, an output of its own.</summary>
internal sealed class PartCollector(FormulaLowering formulas, ContextBuilder root, OutputList outputs)
{
    /// <summary>Parts beyond these are left out, so that an untrusted definition cannot ask for more memory than its candles times this.</summary>
    internal const int Most = 1_000;

    private readonly List<CompiledPart> _parts = [];
    private readonly HashSet<(string Path, string Expression)> _seen = [];
    private string _path = "";
    private int _side;

    public IReadOnlyList<CompiledPart> Of(StrategyDefinition definition)
    {
        foreach (var line in definition.Lines)
        {
            Add($"lines.{line.Name}", line.Value, 0);
        }

        foreach (var signal in definition.Signals)
        {
            Add($"signals.{signal.Name}", signal.Rule, 0);
        }

        Add("long_entry", definition.LongEntry, 1);
        Add("short_entry", definition.ShortEntry, -1);
        Add("long_exit", definition.LongExit, 1);
        Add("short_exit", definition.ShortExit, -1);
        Add("entry_order", definition.EntryOrder?.Price, 1);
        Add("entry_order", definition.EntryOrder?.Limit, 1);
        Add("stop_loss", definition.StopLoss, 1);
        Add("take_profit", definition.TakeProfit, 1);
        Add("trailing_stop", definition.TrailingStop, 1);
        Add("break_even", definition.BreakEven, 1);
        foreach (var trim in definition.Trim)
        {
            Add("trim", trim.At, 1);
        }

        return _parts;
    }

    private void Add(string path, Formula? formula, int side)
    {
        if (formula is not null)
        {
            (_path, _side, formulas.Side) = (path, side, side);
            Add(formula.Expression, 0);
        }
    }

    /// <summary>Operands first; constants, texts, and what is computed on other candles stay inside their expression.</summary>
    private void Add(Expression expression, int depth)
    {
        if (_parts.Count >= Most || expression is TextExpression or NumberExpression or PercentExpression or BooleanExpression
            || formulas.TryLower(expression) is not { } lowered || (lowered.Term is null && root[lowered.Node].IsConstant))
        {
            return;
        }

        foreach (var operand in Operands(expression))
        {
            Add(operand, depth + 1);
        }

        var text = FormulaPrinter.Print(expression);
        if (_parts.Count < Most && _seen.Add((_path, text)))
        {
            _parts.Add(new CompiledPart(_path, text, depth, _side, Value(lowered), formulas.GivesTruth(lowered)));
        }
    }

    private CompiledExit Value(Lowered lowered) => lowered.Term is { } term
        ? new CompiledExit(-1, new PositionRule(term, Column))
        : new CompiledExit(Column(lowered.Node), null);

    private int Column(int node) => outputs.Add($"parts.{_path}.{_parts.Count}", node, root[node].IsBits ? ValueKind.Boolean : ValueKind.Number);

    private static IEnumerable<Expression> Operands(Expression expression) => expression switch
    {
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        ConditionalExpression choice => [choice.Condition, choice.WhenTrue, choice.WhenFalse],
        HistoryExpression history => [history.Source],
        CallExpression { Name: not ("tf" or "symbol") } call => call.Arguments,
        _ => [],
    };
}
