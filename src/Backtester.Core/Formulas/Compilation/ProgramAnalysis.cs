using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Indicators;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>What can be said of a program without running it: its inputs and its warm-up.</summary>
internal static class ProgramAnalysis
{
    private static readonly (IndicatorInputs Flag, string[] Names)[] IndicatorColumns =
    [
        (IndicatorInputs.Open, ["open"]),
        (IndicatorInputs.High, ["high"]),
        (IndicatorInputs.Low, ["low"]),
        (IndicatorInputs.Close, ["close"]),
        (IndicatorInputs.Volume, ["volume"]),
        (IndicatorInputs.TakerBuyVolume, ["taker_buy_volume"]),
    ];

    private static readonly string[] ColumnOrder = ["open", "high", "low", "close", "volume", "quote_volume", "trades", "taker_buy_volume"];

    /// <summary>The nodes of a context that lead to the wanted ones.</summary>
    private static bool[] Needed(ContextPlan plan, IEnumerable<int> wanted)
    {
        var needed = new bool[plan.Nodes.Count];
        foreach (var node in wanted)
        {
            needed[node] = true;
        }

        for (var node = needed.Length - 1; node >= 0; node--)
        {
            if (needed[node])
            {
                foreach (var operand in plan.Nodes[node].Operands)
                {
                    needed[operand] = true;
                }
            }
        }

        return needed;
    }

    private static IEnumerable<(ContextPlan Plan, bool[] Needed)> Contexts(ContextPlan plan, IEnumerable<int> wanted)
    {
        var needed = Needed(plan, wanted);
        yield return (plan, needed);
        for (var child = 0; child < plan.Children.Count; child++)
        {
            var exported = plan.Nodes
                .Where((n, i) => needed[i] && n.Operation is ColumnOperation.Align or ColumnOperation.AlignBit && n.Child == child)
                .Select(n => n.ChildNode)
                .ToArray();
            foreach (var inner in exported.Length == 0 ? [] : Contexts(plan.Children[child], exported))
            {
                yield return inner;
            }
        }
    }

    public static int CountOperations(ContextPlan root, int[] wanted) => Contexts(root, wanted).Sum(c => c.Needed.Count(n => n));

    /// <summary>Indicators that lead to some nodes: what carries a past along from tile to tile.</summary>
    public static int CountIndicators(ContextPlan root, int[] wanted) =>
        Contexts(root, wanted).Sum(c => c.Plan.Nodes.Where((node, i) => c.Needed[i] && node.Operation == ColumnOperation.Kernel).Count());

    public static ProgramInputs InputsOf(ContextPlan root, int[] wanted)
    {
        var columns = new HashSet<string>();
        var symbols = new List<SymbolInput>();
        var timeframes = new HashSet<Timeframe>();
        var foreign = new HashSet<ContextPlan>();
        foreach (var (plan, needed) in Contexts(root, wanted))
        {
            if (plan.Symbol is { } symbol)
            {
                foreign.UnionWith(plan.All());
                if (!symbols.Contains(symbol))
                {
                    symbols.Add(symbol);
                }
            }

            if (plan.Timeframe is { } timeframe)
            {
                timeframes.Add(timeframe);
            }

            if (!foreign.Contains(plan))
            {
                columns.UnionWith(plan.Nodes.Where((_, i) => needed[i]).SelectMany(Columns));
            }
        }

        return new ProgramInputs([.. ColumnOrder.Where(columns.Contains)], symbols, [.. timeframes.OrderBy(t => t.Milliseconds)]);
    }

    private static IEnumerable<string> Columns(ColumnNode node) => node.Operation switch
    {
        ColumnOperation.Input => (InputColumn)node.Key.Payload switch
        {
            InputColumn.MedianPrice => ["high", "low"],
            InputColumn.TypicalPrice => ["high", "low", "close"],
            InputColumn.AveragePrice => ["open", "high", "low", "close"],
            InputColumn.Hour or InputColumn.DayOfWeek or InputColumn.Month => [],
            var column => [LanguageNames.Series.First(s => s.Value == column).Key],
        },
        ColumnOperation.Kernel => IndicatorColumns.Where(c => (node.Reads & c.Flag) != IndicatorInputs.None).SelectMany(c => c.Names),
        _ => [],
    };

    public static string? ProblemWith(ContextPlan plan, Timeframe timeframe)
    {
        if (plan.Timeframe is { } longer && !TypeChecker.IsMultiple(longer, timeframe))
        {
            return $"tf(\"{longer}\", ...) cannot be made of candles of {timeframe}; allowed: {string.Join(", ", Timeframe.All.Where(t => TypeChecker.IsMultiple(t, timeframe)))}";
        }

        return plan.Children.Select(c => ProblemWith(c, plan.Timeframe ?? timeframe)).FirstOrDefault(p => p is not null);
    }

    public static ProgramWarmUp WarmUpOf(ContextPlan plan, IEnumerable<int> wanted, Timeframe timeframe)
    {
        var needed = Needed(plan, wanted);
        var warm = new ProgramWarmUp[plan.Nodes.Count];
        for (var i = 0; i < warm.Length; i++)
        {
            warm[i] = needed[i] ? Own(plan, warm, plan.Nodes[i], timeframe) : new ProgramWarmUp(0, 0, true);
        }

        return wanted.Aggregate(new ProgramWarmUp(0, 0, true), (all, node) => Longest(all, warm[node]));
    }

    private static ProgramWarmUp Own(ContextPlan plan, ProgramWarmUp[] warm, ColumnNode node, Timeframe timeframe)
    {
        var operands = node.Operands.Aggregate(new ProgramWarmUp(0, 0, true), (all, operand) => Longest(all, warm[operand]));
        switch (node.Operation)
        {
            case ColumnOperation.History or ColumnOperation.HistoryBit:
                return Later(operands, (int)node.Key.Payload, (int)node.Key.Payload);
            case ColumnOperation.CrossOver:
                return Later(operands, 1, 1);
            case ColumnOperation.BarsSince or ColumnOperation.ValueWhen:
                return operands with { Settles = false };
            case ColumnOperation.KernelOutput:
                var kernel = plan.Nodes[node.Key.A];
                var indicator = kernel.CreateIndicator!();
                var settling = indicator.Settling == Indicator.NeverSettles ? indicator.WarmUp : indicator.Settling;
                return Later(operands, indicator.WarmUpOf((int)node.Key.Payload), settling) with
                {
                    Settles = operands.Settles && indicator.Settling != Indicator.NeverSettles,
                };
            case ColumnOperation.Align or ColumnOperation.AlignBit:
                return Derived(plan.Children[node.Child], node.ChildNode, timeframe);
            default:
                return operands;
        }
    }

    /// <summary>
    /// A value of the k-th longer candle is seen with the last bar of that candle at the latest. The first candle may
    /// be cut off by the beginning of the series, so settling waits for one more.
    /// </summary>
    private static ProgramWarmUp Derived(ContextPlan child, int node, Timeframe timeframe)
    {
        var inner = WarmUpOf(child, [node], child.Timeframe ?? timeframe);
        if (child.Timeframe is null)
        {
            return inner;
        }

        var ratio = child.Timeframe.Milliseconds / timeframe.Milliseconds;
        return new ProgramWarmUp(Rows(inner.Bars + 1L), Rows(inner.Settling + 2L), inner.Settles);

        int Rows(long candles) => (int)Math.Min(int.MaxValue, (candles * ratio) - 1);
    }

    private static ProgramWarmUp Later(ProgramWarmUp warm, int bars, int settling) =>
        warm with { Bars = Clamp((long)warm.Bars + bars), Settling = Clamp((long)warm.Settling + settling) };

    private static int Clamp(long bars) => (int)Math.Min(int.MaxValue, bars);

    private static ProgramWarmUp Longest(ProgramWarmUp a, ProgramWarmUp b) =>
        new(Math.Max(a.Bars, b.Bars), Math.Max(a.Settling, b.Settling), a.Settles && b.Settles);
}
