using System.Numerics;
using Backtester.Core.Engine;
using Backtester.Core.Orders;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs.Explanation;

/// <summary>A step on the way from a bar to an entry.</summary>
/// <param name="Name">signal, filters, position, risk, cash, size or order.</param>
/// <param name="Entered">Bars that came to it.</param>
/// <param name="Stopped">Bars that ended here.</param>
/// <param name="Reasons">Why, by word, where more than one reason is possible; they need not add up to <paramref name="Stopped"/> where a bar placed two orders.</param>
public sealed record FunnelStep(string Name, int Entered, int Stopped, IReadOnlyDictionary<string, int> Reasons)
{
    /// <summary>Bars that went on.</summary>
    public int Passed => Entered - Stopped;
}

/// <summary>
/// Where the bars of a run ended on their way to an entry: signal → filters → position → risk → cash → size → order. Each
/// bar of each symbol ends in one step or in an entry, so that what the steps stopped and the entries add up to the bars.
/// </summary>
/// <param name="Bars">Bars of all symbols.</param>
/// <param name="Steps">In order.</param>
/// <param name="Entries">Bars whose entry filled.</param>
public sealed record Funnel(int Bars, IReadOnlyList<FunnelStep> Steps, int Entries)
{
    private static readonly RefusalReason[] Risk =
    [
        RefusalReason.MaxOpenPositions, RefusalReason.ExposureLimit, RefusalReason.UnknownStop, RefusalReason.Cooldown,
        RefusalReason.MaxDrawdown, RefusalReason.MaxDailyLoss, RefusalReason.PositionClosed, RefusalReason.UnknownPrice,
    ];

    private static readonly RefusalReason[] Order =
        [RefusalReason.NoNextBar, RefusalReason.OrderExpired, RefusalReason.OrderCancelled, RefusalReason.OrderUnfilled, RefusalReason.UnknownSlippage, RefusalReason.VolumeLimit];

    private static readonly RefusalReason[] Size = [RefusalReason.BelowMinimumNotional, RefusalReason.UnknownSize, RefusalReason.NoEdge];

    /// <summary>The first step that let nothing through; null where an entry filled.</summary>
    public FunnelStep? FirstEmpty => Steps.FirstOrDefault(s => s.Passed == 0);

    /// <summary>Counts a run.</summary>
    public static Funnel Of(BacktestInput input, BacktestOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(outcome);
        var bars = input.Symbols.Sum(s => s.Candles.Count);
        var signals = input.Symbols.Sum(s => RuleBars(s.Decisions, input.Direction));
        var filtered = input.Symbols.Sum(s => SignalBars(s.Decisions, input.Direction));
        var steps = new List<FunnelStep>();
        var left = bars;
        Stop("signal", bars - signals, []);
        Stop("filters", signals - filtered, []);
        Stop("position", filtered - outcome.EntrySignals, [RefusalReason.ConflictingSignals]);
        Stop("risk", Sum(Risk), Risk);
        Stop("cash", Sum([RefusalReason.InsufficientCash]), []);
        Stop("size", Sum(Size), Size);
        Stop("order", left - EntryFills(outcome), Order);
        return new Funnel(bars, steps, left);

        int Sum(RefusalReason[] reasons) => reasons.Sum(r => outcome.Refusals[r]);

        void Stop(string name, int stopped, RefusalReason[] reasons)
        {
            stopped = Math.Clamp(stopped, 0, left);
            var counts = reasons.Where(r => outcome.Refusals[r] > 0).ToDictionary(Words.Of, r => outcome.Refusals[r]);
            steps.Add(new FunnelStep(name, left, stopped, counts));
            left -= stopped;
        }
    }

    /// <summary>Fills that opened, added to or turned a position.</summary>
    public static int EntryFills(BacktestOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var held = new Dictionary<int, double>();
        var entries = 0;
        foreach (var fill in outcome.Fills)
        {
            var before = held.GetValueOrDefault(fill.Symbol);
            var after = before + fill.Quantity;

            // A close leaves a rounding error, not a position.
            after = Math.Abs(after) < 1e-12 * Math.Abs(fill.Quantity) ? 0 : after;
            entries += after * fill.Quantity > 0 && Math.Abs(fill.Quantity) > Math.Abs(before) * 1e-12 ? 1 : 0;
            held[fill.Symbol] = after;
        }

        return entries;
    }

    private static int RuleBars(Decisions decisions, AllowedDirection direction)
    {
        if (decisions.LongRule.IsEmpty && decisions.ShortRule.IsEmpty)
        {
            return SignalBars(decisions, direction);
        }

        var longs = direction == AllowedDirection.ShortOnly ? default : decisions.LongRule.Span;
        var shorts = direction == AllowedDirection.LongOnly ? default : decisions.ShortRule.Span;
        var count = 0;
        for (var word = 0; word < Math.Max(longs.Length, shorts.Length); word++)
        {
            count += BitOperations.PopCount((word < longs.Length ? longs[word] : 0) | (word < shorts.Length ? shorts[word] : 0));
        }

        return count;
    }

    /// <summary>The step that a refusal belongs to.</summary>
    public static string StepOf(RefusalReason reason) => reason switch
    {
        RefusalReason.ConflictingSignals => "position",
        RefusalReason.InsufficientCash => "cash",
        _ when Size.Contains(reason) => "size",
        _ => Risk.Contains(reason) ? "risk" : "order",
    };

    /// <summary>Whether an entry rule of an allowed side holds at a bar; strategies without rules have their signals alone.</summary>
    internal static bool RuleHolds(Decisions decisions, AllowedDirection direction, int bar)
    {
        if (decisions.LongRule.IsEmpty && decisions.ShortRule.IsEmpty)
        {
            return (decisions.Signals[bar] & EntriesOf(direction)) != Signals.None;
        }

        return (direction != AllowedDirection.ShortOnly && IsSet(decisions.LongRule)) || (direction != AllowedDirection.LongOnly && IsSet(decisions.ShortRule));

        bool IsSet(ReadOnlyMemory<ulong> mask) => !mask.IsEmpty && (mask.Span[bar >> 6] >> (bar & 63) & 1) != 0;
    }

    /// <summary>The entry signals that a direction allows.</summary>
    internal static Signals EntriesOf(AllowedDirection direction) => direction switch
    {
        AllowedDirection.LongOnly => Signals.LongEntry,
        AllowedDirection.ShortOnly => Signals.ShortEntry,
        _ => Signals.LongEntry | Signals.ShortEntry,
    };

    private static int SignalBars(Decisions decisions, AllowedDirection direction)
    {
        var entries = EntriesOf(direction);
        var count = 0;
        for (var bar = 0; bar < decisions.Signals.Count; bar++)
        {
            count += (decisions.Signals[bar] & entries) != Signals.None ? 1 : 0;
        }

        return count;
    }
}
