using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>What happened inside a bar that its own prices leave open.</summary>
internal sealed unsafe partial class Broker
{
    private CandleSeries? FinerOf(int s) => _input.Intrabar == IntrabarRule.LowerTimeframe ? _input.Symbols[s].Finer : null;

    private LevelHit LevelInBar(int s, int row, IntrabarRule rule)
    {
        var (bars, position) = (_bars[s], Account[s]);
        return LevelCheck.InBar(position.Sign, position.Levels, bars.Open[row], bars.High[row], bars.Low[row], _conventions.OpenDecidesTarget, rule);
    }

    private bool GainComesFirst(int s, int row)
    {
        var position = Account[s];
        return FinerOf(s) is { } finer && FinerBars.GainComesFirst(finer, _bars[s].TimeMs[row], EndOf(s, row), position.Sign, position.Levels);
    }

    /// <summary>The level that fills in the bar inside which the position was entered.</summary>
    private LevelHit LevelInEntryBar(int s, int row, in EntryHit entry)
    {
        var (bars, position) = (_bars[s], Account[s]);
        var bar = (bars.Open[row], bars.High[row], bars.Low[row], bars.Close[row]);
        var hit = EntryBarCheck.InBar(position.Sign, position.Levels, entry, bar, _input.Intrabar);
        if (!hit.Ambiguous
            || FinerOf(s) is not { } finer
            || FinerBars.AfterEntry(finer, bars.TimeMs[row], EndOf(s, row), position.Sign, position.Levels, entry) is not { } first)
        {
            return hit;
        }

        return first switch
        {
            ExitReason.None => new LevelHit(ExitReason.None, double.NaN, Ambiguous: true),
            ExitReason.TakeProfit or ExitReason.Trim => EntryBarCheck.InBar(position.Sign, position.Levels, entry, bar, IntrabarRule.TargetFirst),
            _ => EntryBarCheck.InBar(position.Sign, position.Levels, entry, bar, IntrabarRule.StopFirst),
        };
    }

    private long EndOf(int s, int row) => _bars[s].TimeMs[row] + _input.Symbols[s].Candles.Key.Timeframe.Milliseconds;
}
