using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Catalog;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// Adds operations to a context so that equal ones exist once. Only what leaves every bit of every result as it was is
/// simplified: operands of + and × in one order, constants computed, booleans that a constant decides.
/// </summary>
internal sealed class ContextBuilder
{
    private readonly Dictionary<NodeKey, int> _known = [];
    private readonly Dictionary<string, ContextBuilder> _children = [];
    private readonly ContextBuilder? _parent;

    public ContextBuilder(ContextPlan plan, ContextBuilder? parent)
    {
        Plan = plan;
        _parent = parent;
        Timeframe = plan.Timeframe ?? parent?.Timeframe;
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    public ContextPlan Plan { get; }

    /// <summary>The timeframe of the candles; null where it is the run's, which is not known yet.</summary>
    public Timeframe? Timeframe { get; }

    public int Depth { get; }

    /// <summary>Number of operations added below and including this context's root.</summary>
    public int Operations => Root._operations;

    public int Contexts => Root._contexts;

    private ContextBuilder Root => _parent?.Root ?? this;

    private int _operations;
    private int _contexts;

    public ColumnNode this[int node] => Plan.Nodes[node];

    public int Number(double value) => Add(new NodeKey(ColumnOperation.Number, -1, -1, -1, BitConverter.DoubleToInt64Bits(value), null));

    public int Bit(bool value) => Add(new NodeKey(ColumnOperation.Bit, -1, -1, -1, value ? 1 : 0, null));

    public int Input(InputColumn column) => Add(new NodeKey(ColumnOperation.Input, -1, -1, -1, (int)column, null));

    /// <summary>An element-wise operation.</summary>
    public int Apply(ColumnOperation operation, int a, int b = -1, int c = -1)
    {
        if (Simplify(operation, a, b, c) is { } simpler)
        {
            return simpler;
        }

        if (IsCommutative(operation) && b < a)
        {
            (a, b) = (b, a);
        }

        return Add(new NodeKey(operation, a, b, c, 0, null));
    }

    /// <summary>The value some bars ago; before the first bar unknown, or false.</summary>
    public int History(int source, int bars)
    {
        if (bars == 0)
        {
            return source;
        }

        return Add(new NodeKey(this[source].IsBits ? ColumnOperation.HistoryBit : ColumnOperation.History, source, -1, -1, bars, null));
    }

    public int CrossOver(int a, int b) => Add(new NodeKey(ColumnOperation.CrossOver, a, b, -1, 0, null));

    public int BarsSince(int condition) => Add(new NodeKey(ColumnOperation.BarsSince, condition, -1, -1, 0, null));

    public int ValueWhen(int condition, int value, int occurrence) =>
        Add(new NodeKey(ColumnOperation.ValueWhen, condition, value, -1, occurrence, null));

    /// <summary>An output of an indicator; outputs of one family with the same arguments share the computation.</summary>
    public int Indicator(IndicatorSignature signature, double[] complete, int source, int source2)
    {
        var family = signature.Family;
        var name = complete.Length == 0 ? family.Name : family.Name + ':' + string.Join(',', complete.Select(BitConverter.DoubleToInt64Bits));
        var kernel = Add(new NodeKey(ColumnOperation.Kernel, source, source2, -1, family.Signatures.Count, name), () => family.Create(complete), family.Reads);
        return Add(new NodeKey(ColumnOperation.KernelOutput, kernel, -1, -1, signature.Output, null));
    }

    /// <summary>A child context, made on first use.</summary>
    public ContextBuilder Child(Timeframe? timeframe, SymbolInput? symbol)
    {
        var key = timeframe is not null ? $"tf {timeframe}" : $"symbol {symbol}";
        if (!_children.TryGetValue(key, out var child))
        {
            child = new ContextBuilder(new ContextPlan(timeframe, symbol), this);
            _children.Add(key, child);
            Plan.Children.Add(child.Plan);
            Root._contexts++;
        }

        return child;
    }

    /// <summary>A child's column as seen from the bars of this context.</summary>
    public int Align(ContextBuilder child, int node)
    {
        var index = Plan.Children.IndexOf(child.Plan);
        var operation = child[node].IsBits ? ColumnOperation.AlignBit : ColumnOperation.Align;
        return Add(new NodeKey(operation, -1, -1, -1, ((long)index << 32) | (uint)node, null));
    }

    private static bool IsCommutative(ColumnOperation operation) => operation is ColumnOperation.Add or ColumnOperation.Multiply
        or ColumnOperation.Equal or ColumnOperation.NotEqual or ColumnOperation.And or ColumnOperation.Or or ColumnOperation.SameBit;

    private int? Simplify(ColumnOperation operation, int a, int b, int c)
    {
        var (first, second, third) = (this[a], b < 0 ? null : this[b], c < 0 ? null : this[c]);
        if (first.IsConstant && second?.IsConstant != false && third?.IsConstant != false)
        {
            var value = ScalarOperation.Apply(operation, first.Constant, second?.Constant ?? 0, third?.Constant ?? 0);
            return new ColumnNode(new NodeKey(operation, a, b, c, 0, null), null).IsBits ? Bit(value != 0) : Number(value);
        }

        switch (operation)
        {
            case ColumnOperation.And or ColumnOperation.Or:
                if (a == b)
                {
                    return a;
                }

                // The constant decides alone, or leaves the other as it is: booleans have no unknown.
                var decides = operation == ColumnOperation.Or ? 1 : 0;
                return first.IsConstant ? (first.Constant == decides ? a : b)
                    : second!.IsConstant ? (second.Constant == decides ? b : a)
                    : null;
            case ColumnOperation.Select or ColumnOperation.SelectBit:
                return b == c ? b : first.IsConstant ? (first.Constant != 0 ? b : c) : null;
            case ColumnOperation.Not when first.Operation == ColumnOperation.Not:
                return first.Key.A;
            default:
                return null;
        }
    }

    private int Add(NodeKey key, Func<Indicators.Indicator>? create = null, IndicatorInputs reads = IndicatorInputs.None)
    {
        if (_known.TryGetValue(key, out var node))
        {
            return node;
        }

        node = Plan.Nodes.Count;
        Plan.Nodes.Add(new ColumnNode(key, create, reads));
        _known.Add(key, node);
        Root._operations++;
        return node;
    }
}
