using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>An output of a program.</summary>
/// <param name="Name">Its name, such as "long_entry".</param>
/// <param name="Kind">What its column holds.</param>
public sealed record ProgramOutput(string Name, ValueKind Kind);

/// <summary>What a program reads, known before it runs.</summary>
/// <param name="Columns">Candle columns of the run's own series, in order: open, high, low, close, volume, …</param>
/// <param name="Symbols">Other instruments, at the run's timeframe.</param>
/// <param name="Timeframes">Longer timeframes that are made of the run's, shortest first.</param>
public sealed record ProgramInputs(IReadOnlyList<string> Columns, IReadOnlyList<SymbolInput> Symbols, IReadOnlyList<Timeframe> Timeframes);

/// <summary>Bars at the beginning of a series that a value needs.</summary>
/// <param name="Bars">Rows without a value when every input is known from row 0 on: the first value stands at this row.</param>
/// <param name="Settling">Row from which the value hardly depends on where the series begins: seeds of recursive averages weigh under 1e-12.</param>
/// <param name="Settles">False where the beginning is never forgotten (cum, psar, bars_since, value_when); <paramref name="Settling"/> then leaves that part out.</param>
public readonly record struct ProgramWarmUp(int Bars, int Settling, bool Settles);

/// <summary>
/// Formulas compiled to operations on columns; equal parts exist once. A program is a value: it holds no candles and no
/// state, and may be run many times, also at once. Every operation looks back only, so a row of the result depends on
/// candles that ended no later than that row's.
/// </summary>
public sealed class ColumnProgram
{
    private const int BatchTile = 2048;

    private readonly ContextPlan _root;
    private readonly int[] _nodes;

    internal ColumnProgram(ContextPlan root, IReadOnlyList<ProgramOutput> outputs, int[] nodes)
    {
        (_root, Outputs, _nodes) = (root, outputs, nodes);
        Inputs = ProgramAnalysis.InputsOf(root, nodes);
    }

    /// <summary>What it computes, in order.</summary>
    public IReadOnlyList<ProgramOutput> Outputs { get; }

    /// <summary>What it reads.</summary>
    public ProgramInputs Inputs { get; }

    /// <summary>Number of distinct operations that lead to an output, in all contexts.</summary>
    public int OperationCount => ProgramAnalysis.CountOperations(_root, _nodes);

    /// <summary>Distinct indicators that lead to some outputs: a run in tiles keeps up to some hundred kilobytes of the past for each.</summary>
    public int IndicatorsOf(IEnumerable<int> outputs) => ProgramAnalysis.CountIndicators(_root, [.. outputs.Select(o => _nodes[o])]);

    /// <summary>The index of an output by name; −1 where there is none.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Outputs.Count; i++)
        {
            if (Outputs[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The longest warm-up of all outputs.</summary>
    public ProgramWarmUp WarmUp(Timeframe timeframe) => ProgramAnalysis.WarmUpOf(_root, _nodes, timeframe);

    /// <summary>The longest warm-up of some outputs.</summary>
    public ProgramWarmUp WarmUp(Timeframe timeframe, IEnumerable<int> outputs) =>
        ProgramAnalysis.WarmUpOf(_root, outputs.Select(o => _nodes[o]).ToArray(), timeframe);

    /// <summary>Why it cannot run on a timeframe: the longer ones it asks for cannot be made of it; null where it can.</summary>
    public string? ProblemWith(Timeframe timeframe) => ProgramAnalysis.ProblemWith(_root, timeframe);

    /// <summary>The value of an output that is the same on every bar; null where it is not.</summary>
    public double? ConstantOf(int output) => _root.Nodes[_nodes[output]] is { IsConstant: true, IsBits: false } node ? node.Constant : null;

    /// <summary>Bytes that some outputs take over a series: equal ones are there once.</summary>
    public long BytesOf(IEnumerable<int> outputs, int bars) =>
        outputs.Select(o => _nodes[o]).Distinct().Sum(node => _root.Nodes[node].IsBits ? (bars + 63) / 64 * 8L : bars * 8L);

    /// <summary>Runs over a whole series.</summary>
    /// <param name="candles">The series.</param>
    /// <param name="others">Candles of other instruments.</param>
    /// <exception cref="ArgumentException">The timeframe does not fit, or candles of another instrument are needed and not given.</exception>
    public ProgramColumns Run(CandleSeries candles, IOtherCandles? others = null) => Run(candles, others, [.. Enumerable.Range(0, Outputs.Count)]);

    /// <summary>Runs what leads to some of the outputs; the others have no columns.</summary>
    /// <param name="candles">The series.</param>
    /// <param name="others">Candles of other instruments.</param>
    /// <param name="wanted">Indices in <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The timeframe does not fit, or candles of another instrument are needed and not given.</exception>
    public ProgramColumns Run(CandleSeries candles, IOtherCandles? others, IReadOnlyList<int> wanted)
    {
        ArgumentNullException.ThrowIfNull(candles);
        ArgumentNullException.ThrowIfNull(wanted);
        var runner = CreateRunner(candles.Key.Timeframe, BatchTile, others, wanted);
        var numbers = new double[Outputs.Count][];
        var bits = new ulong[Outputs.Count][];
        var first = new Dictionary<int, int>();
        var distinct = new List<int>();
        foreach (var i in wanted)
        {
            // Equal outputs share a column.
            if (!first.TryAdd(_nodes[i], i))
            {
                (numbers[i], bits[i]) = (numbers[first[_nodes[i]]], bits[first[_nodes[i]]]);
                continue;
            }

            distinct.Add(i);
            if (Outputs[i].Kind == ValueKind.Boolean)
            {
                bits[i] = new ulong[(candles.Count + 63) >> 6];
            }
            else
            {
                numbers[i] = GC.AllocateUninitializedArray<double>(candles.Count);
            }
        }

        for (var start = 0; start < candles.Count; start += BatchTile)
        {
            runner.Next(candles, start, Math.Min(BatchTile, candles.Count - start));
            foreach (var i in distinct)
            {
                if (bits[i] is { } words)
                {
                    runner.Columns.Bits(i).CopyTo(words.AsSpan(start >> 6));
                }
                else
                {
                    runner.Columns.Numbers(i).CopyTo(numbers[i].AsSpan(start));
                }
            }
        }

        return new ProgramColumns(numbers, bits, candles.Count);
    }

    /// <summary>Begins a run in tiles; see <see cref="TileRunner"/>.</summary>
    /// <param name="timeframe">The run's timeframe.</param>
    /// <param name="tileLength">Most rows of a tile.</param>
    /// <param name="others">Candles of other instruments.</param>
    /// <exception cref="ArgumentException">The timeframe does not fit, or candles of another instrument are needed and not given.</exception>
    public TileRunner CreateRunner(Timeframe timeframe, int tileLength, IOtherCandles? others = null) =>
        CreateRunner(timeframe, tileLength, others, [.. Enumerable.Range(0, Outputs.Count)]);

    /// <summary>Begins a run in tiles of what leads to some of the outputs; the others have no columns.</summary>
    /// <param name="timeframe">The run's timeframe.</param>
    /// <param name="tileLength">Most rows of a tile.</param>
    /// <param name="others">Candles of other instruments.</param>
    /// <param name="wanted">Indices in <see cref="Outputs"/>.</param>
    /// <exception cref="ArgumentException">The timeframe does not fit, or candles of another instrument are needed and not given.</exception>
    public TileRunner CreateRunner(Timeframe timeframe, int tileLength, IOtherCandles? others, IReadOnlyList<int> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(timeframe);
        ArgumentOutOfRangeException.ThrowIfLessThan(tileLength, 1);
        if (ProblemWith(timeframe) is { } problem)
        {
            throw new ArgumentException(problem, nameof(timeframe));
        }

        var runner = new ContextRunner(_root, wanted.Select(o => _nodes[o]), tileLength, new RunContext(timeframe, others), timeframe);
        return new TileRunner(runner, _nodes, Outputs, wanted, timeframe, tileLength);
    }
}
