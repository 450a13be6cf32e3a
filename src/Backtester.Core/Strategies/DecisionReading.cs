using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies;

/// <summary>From the columns of a compiled strategy to the decisions that the engine reads.</summary>
internal static class DecisionReading
{
    /// <summary>Everything, also what a result shows beside a trade.</summary>
    public static Decisions Of(CompiledStrategy strategy, ProgramColumns columns, Timeframe timeframe)
    {
        var lines = strategy.Lines.Where(l => strategy.Program.Outputs[l.Output].Kind != ValueKind.Boolean).ToList();
        return OrdersOf(strategy, columns) with
        {
            LongRule = Bits(strategy.LongEntry, columns),
            ShortRule = Bits(strategy.ShortEntry, columns),
            LongConfidence = Column(strategy.LongConfidence, columns),
            ShortConfidence = Column(strategy.ShortConfidence, columns),
            Indicators = new NamedColumns([.. lines.Select(l => l.Name)], [.. lines.Select(l => Column(l.Output, columns))]),
            WarmUp = strategy.WarmUp(timeframe).Bars,
        };
    }

    /// <summary>What fills depend on, alone.</summary>
    public static Decisions OrdersOf(CompiledStrategy strategy, ProgramColumns columns) => new()
    {
        Signals = new SignalColumns(
            columns.Count,
            Bits(strategy.LongSignal, columns),
            Bits(strategy.LongExit?.Output ?? -1, columns),
            Bits(strategy.ShortSignal, columns),
            Bits(strategy.ShortExit?.Output ?? -1, columns)),
        EntryOrder = strategy.EntryOrder is { } order
            ? new EntryOrder(order.Type, Prices(order.Price, columns), order.Limit is { } limit ? Prices(limit, columns) : null, order.Expires)
            : null,
        StopLoss = Distance(strategy.StopLoss, strategy, columns),
        TakeProfit = Distance(strategy.TakeProfit, strategy, columns),
        TrailingStop = Distance(strategy.TrailingStop, strategy, columns),
        BreakEven = Distance(strategy.BreakEven, strategy, columns),
        Trims = [.. strategy.Trims.Select(t => new Trim(Distance(t.At, strategy, columns)!, t.Fraction))],
        TimeExitBars = strategy.TimeExitBars,
        CooldownBars = strategy.CooldownBars,
        MaxEntries = strategy.MaxEntries,
        PositionExit = strategy.LongExit?.Rule is null && strategy.ShortExit?.Rule is null ? null : new RuleExit(strategy, columns),
        OppositeEntry = strategy.Definition.OppositeEntry,
    };

    /// <summary>The outputs of the program that <see cref="OrdersOf"/> reads.</summary>
    public static IReadOnlyList<int> OutputsOfOrders(CompiledStrategy strategy)
    {
        var outputs = new List<int> { strategy.LongSignal, strategy.ShortSignal };
        foreach (var exit in new[] { strategy.LongExit, strategy.ShortExit })
        {
            outputs.Add(exit?.Output ?? -1);
            outputs.AddRange(exit?.Rule?.Columns ?? []);
        }

        foreach (var price in new[] { strategy.EntryOrder?.Price, strategy.EntryOrder?.Limit }.OfType<CompiledPrice>())
        {
            outputs.AddRange([price.LongOutput, price.ShortOutput]);
        }

        CompiledDistance?[] distances = [strategy.StopLoss, strategy.TakeProfit, strategy.TrailingStop, strategy.BreakEven, .. strategy.Trims.Select(t => t.At)];
        foreach (var distance in distances.OfType<CompiledDistance>().Where(d => ConstantOf(d, strategy) is null))
        {
            outputs.AddRange([distance.LongOutput, distance.ShortOutput]);
        }

        return [.. outputs.Where(o => o >= 0).Distinct()];
    }

    private static ReadOnlyMemory<ulong> Bits(int output, ProgramColumns columns) =>
        output < 0 ? default(ReadOnlyMemory<ulong>) : columns.BitMemory(output);

    private static StopDistance? Distance(CompiledDistance? distance, CompiledStrategy strategy, ProgramColumns columns)
    {
        if (distance is null)
        {
            return null;
        }

        return ConstantOf(distance, strategy) ?? StopDistance.Columns(Column(distance.LongOutput, columns), Column(distance.ShortOutput, columns), distance.IsPercent);
    }

    /// <summary>A distance that is the same on every bar needs no column.</summary>
    private static StopDistance? ConstantOf(CompiledDistance distance, CompiledStrategy strategy) =>
        strategy.Program.ConstantOf(distance.LongOutput) is { } longs && strategy.Program.ConstantOf(distance.ShortOutput) is { } shorts
            ? StopDistance.Constants(longs, shorts, distance.IsPercent)
            : null;

    private static SidePrices Prices(CompiledPrice price, ProgramColumns columns) =>
        new(Column(price.LongOutput, columns), Column(price.ShortOutput, columns));

    private static ReadOnlyMemory<double> Column(int output, ProgramColumns columns) =>
        output < 0 ? default(ReadOnlyMemory<double>) : columns.Memory(output);

    private sealed class RuleExit(CompiledStrategy strategy, ProgramColumns columns) : IPositionExit
    {
        public bool Exits(int sign, int bar, double entryPrice, int barsHeld)
        {
            var exit = sign > 0 ? strategy.LongExit : strategy.ShortExit;
            return exit?.Rule is { } rule && rule.IsTrue(columns, bar, new PositionState(entryPrice, barsHeld));
        }
    }
}
