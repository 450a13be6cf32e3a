using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>Runs the operations of one context, tile after tile, with their state.</summary>
internal sealed class ContextRunner
{
    private readonly ContextPlan _plan;
    private readonly double[]?[] _numbers;
    private readonly ulong[]?[] _bits;
    private readonly List<ColumnStep> _steps = [];
    private readonly Dictionary<(int A, int B), CrossOverStep> _crossings = [];
    private readonly List<DerivedContext> _children = [];
    private readonly BufferPool _pool;

    /// <summary>Prepares the nodes that lead to <paramref name="wanted"/>, whose buffers stay readable after each tile.</summary>
    public ContextRunner(ContextPlan plan, IEnumerable<int> wanted, int capacity, RunContext run, Timeframe timeframe)
    {
        _plan = plan;
        _numbers = new double[plan.Nodes.Count][];
        _bits = new ulong[plan.Nodes.Count][];
        _pool = new BufferPool(capacity);
        var pinned = wanted.ToHashSet();
        var lastUse = LastUses(plan, pinned);
        for (var node = 0; node < plan.Nodes.Count; node++)
        {
            if (lastUse[node] >= 0)
            {
                Prepare(node, lastUse);
                Release(node, lastUse, pinned);
            }
        }

        for (var child = 0; child < plan.Children.Count; child++)
        {
            PrepareChild(child, capacity, lastUse, run, timeframe);
        }
    }

    public double[] Numbers(int node) => _numbers[node]!;

    public ulong[] Bits(int node) => _bits[node]!;

    /// <summary>Takes the next candles, each <paramref name="lengthMs"/> long.</summary>
    public void Run(in CandleTile tile, long lengthMs)
    {
        foreach (var child in _children)
        {
            child.Advance(tile, lengthMs);
        }

        foreach (var step in _steps)
        {
            step.Run(tile);
        }
    }

    /// <summary>For each node the last node that reads it, itself where none does, −1 where it leads to nothing wanted.</summary>
    private static int[] LastUses(ContextPlan plan, HashSet<int> wanted)
    {
        var lastUse = new int[plan.Nodes.Count];
        Array.Fill(lastUse, -1);
        for (var node = plan.Nodes.Count - 1; node >= 0; node--)
        {
            if (lastUse[node] < 0 && !wanted.Contains(node))
            {
                continue;
            }

            lastUse[node] = Math.Max(lastUse[node], node);
            foreach (var operand in plan.Nodes[node].Operands)
            {
                lastUse[operand] = Math.Max(lastUse[operand], node);
            }
        }

        return lastUse;
    }

    private void Prepare(int index, int[] lastUse)
    {
        var node = _plan.Nodes[index];
        switch (node.Operation)
        {
            case ColumnOperation.Kernel:
                PrepareKernel(index, node, lastUse);
                return;
            case ColumnOperation.KernelOutput:
                return;
        }

        if (node.IsBits)
        {
            _bits[index] = IsPermanent(node) ? _pool.NewBits() : _pool.TakeBits();
        }
        else
        {
            _numbers[index] = IsPermanent(node) ? _pool.NewNumbers() : _pool.TakeNumbers();
        }

        if (node.Operation == ColumnOperation.CrossOver)
        {
            PrepareCrossOver(index, node);
        }
        else if (StepFactory.Create(node, _numbers, _bits, index) is { } step)
        {
            _steps.Add(step);
        }
    }

    private void PrepareCrossOver(int index, ColumnNode node)
    {
        var (a, b) = (node.Key.A, node.Key.B);
        if (_crossings.TryGetValue((b, a), out var mirror))
        {
            _steps.Add(mirror.Mirrored(_bits[index]!));
            return;
        }

        var step = new CrossOverStep(_numbers[a]!, _numbers[b]!, _bits[index]!);
        _crossings[(a, b)] = step;
        _steps.Add(step);
    }

    private void PrepareKernel(int index, ColumnNode node, int[] lastUse)
    {
        var indicator = node.CreateIndicator!();
        var outputs = new double[indicator.Outputs][];
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i] = _pool.TakeNumbers();
        }

        _steps.Add(new KernelStep(
            indicator,
            node.Key.A < 0 ? null : _numbers[node.Key.A],
            node.Key.B < 0 ? null : _numbers[node.Key.B],
            outputs));

        // Outputs that nothing reads are free again at once.
        var read = new bool[outputs.Length];
        for (var user = index + 1; user < _plan.Nodes.Count; user++)
        {
            var key = _plan.Nodes[user].Key;
            if (key.Operation == ColumnOperation.KernelOutput && key.A == index && lastUse[user] >= 0)
            {
                _numbers[user] = outputs[key.Payload];
                read[key.Payload] = true;
            }
        }

        for (var i = 0; i < outputs.Length; i++)
        {
            if (!read[i])
            {
                _pool.Return(outputs[i]);
            }
        }
    }

    /// <summary>Hands on the buffers that this node was the last to read.</summary>
    private void Release(int index, int[] lastUse, HashSet<int> pinned)
    {
        foreach (var operand in _plan.Nodes[index].Operands.Distinct())
        {
            var node = _plan.Nodes[operand];
            if (lastUse[operand] != index || pinned.Contains(operand) || IsPermanent(node))
            {
                continue;
            }

            if (_bits[operand] is { } bits)
            {
                _pool.Return(bits);
            }
            else if (_numbers[operand] is { } numbers)
            {
                _pool.Return(numbers);
            }
        }
    }

    /// <summary>Constants are written once, and aligned values before the first step of a tile.</summary>
    private static bool IsPermanent(ColumnNode node) =>
        node.IsConstant || node.Operation is ColumnOperation.Kernel or ColumnOperation.Align or ColumnOperation.AlignBit;

    private void PrepareChild(int child, int capacity, int[] lastUse, RunContext run, Timeframe timeframe)
    {
        var exports = new List<DerivedExport>();
        for (var node = 0; node < _plan.Nodes.Count; node++)
        {
            var align = _plan.Nodes[node];
            if (lastUse[node] >= 0 && (align.Operation is ColumnOperation.Align or ColumnOperation.AlignBit) && align.Child == child)
            {
                exports.Add(new DerivedExport(align.ChildNode, _numbers[node], _bits[node]));
            }
        }

        if (exports.Count > 0)
        {
            _children.Add(new DerivedContext(_plan.Children[child], exports, capacity, run, _plan.Children[child].Timeframe ?? timeframe));
        }
    }
}
