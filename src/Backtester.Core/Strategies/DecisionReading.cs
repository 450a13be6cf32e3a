using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies;

/// <summary>From the columns of a compiled strategy to the decisions that the engine reads.</summary>
internal static class DecisionReading
{
    public static Decisions Of(CompiledStrategy strategy, ProgramColumns columns, Timeframe timeframe)
    {
        var lines = strategy.Lines.Where(l => strategy.Program.Outputs[l.Output].Kind != ValueKind.Boolean).ToList();
        return new Decisions
        {
            Signals = new SignalColumns(
                columns.Count,
                Bits(strategy.LongSignal, columns),
                Bits(strategy.LongExit?.Output ?? -1, columns),
                Bits(strategy.ShortSignal, columns),
                Bits(strategy.ShortExit?.Output ?? -1, columns)),
            LongRule = Bits(strategy.LongEntry, columns),
            ShortRule = Bits(strategy.ShortEntry, columns),
            EntryOrder = strategy.EntryOrder is { } order
                ? new EntryOrder(order.Type, Prices(order.Price, columns), order.Limit is { } limit ? Prices(limit, columns) : null, order.Expires)
                : null,
            StopLoss = Distance(strategy.StopLoss, columns),
            TakeProfit = Distance(strategy.TakeProfit, columns),
            TrailingStop = Distance(strategy.TrailingStop, columns),
            BreakEven = Distance(strategy.BreakEven, columns),
            Trims = [.. strategy.Trims.Select(t => new Trim(Distance(t.At, columns)!, t.Fraction))],
            TimeExitBars = strategy.TimeExitBars,
            CooldownBars = strategy.CooldownBars,
            MaxEntries = strategy.MaxEntries,
            PositionExit = strategy.LongExit?.Rule is null && strategy.ShortExit?.Rule is null ? null : new RuleExit(strategy, columns),
            LongConfidence = Column(strategy.LongConfidence, columns),
            ShortConfidence = Column(strategy.ShortConfidence, columns),
            Indicators = new NamedColumns([.. lines.Select(l => l.Name)], [.. lines.Select(l => Column(l.Output, columns))]),
            WarmUp = strategy.WarmUp(timeframe).Bars,
            OppositeEntry = strategy.Definition.OppositeEntry,
        };
    }

    private static ReadOnlyMemory<ulong> Bits(int output, ProgramColumns columns) =>
        output < 0 ? default(ReadOnlyMemory<ulong>) : columns.BitMemory(output);

    private static StopDistance? Distance(CompiledDistance? distance, ProgramColumns columns) => distance is null
        ? null
        : StopDistance.Columns(Column(distance.LongOutput, columns), Column(distance.ShortOutput, columns), distance.IsPercent);

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
