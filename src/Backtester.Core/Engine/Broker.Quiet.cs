using System.Runtime.InteropServices;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// Bars on which nothing can happen: no order waits, no signal comes, no level is reached. Most bars of a run are such,
/// and the loop passes them with the same arithmetic as <see cref="TakeEquity"/> and <see cref="Decide(int, int)"/>, but
/// without their questions. For runs of one symbol, whose rows are the steps.
/// </summary>
internal sealed unsafe partial class Broker
{
    /// <summary>
    /// Passes the quiet bars from <paramref name="step"/> on, up to <paramref name="limit"/>; the last bar of the data is
    /// never quiet. True where there were any: <paramref name="step"/> is then the last of them.
    /// </summary>
    public bool WalkQuietBars(EquityCurve curve, ref int step, int limit)
    {
        var bars = _bars[0];
        var end = Math.Min(limit, bars.Count - 1);
        if (_pendingCount + _restingCount > 0 || step >= end || bars.Signals[step] != Signals.None)
        {
            return false;
        }

        var position = Account[0];
        if (position.IsOpen && (_asksPositions[0] || _limits.WatchesEachBar || SettlesFunding))
        {
            return false;
        }

        var signals = MemoryMarshal.CreateReadOnlySpan(ref *(byte*)(bars.Signals + step), end - step);
        var length = signals.IndexOfAnyExcept((byte)0);
        length = length < 0 ? signals.Length : length;
        var walked = position.IsOpen ? WalkInPosition(curve, step, step + length) : WalkFlat(curve, step, length);
        step += Math.Max(0, walked - 1);
        return walked > 0;
    }

    private int WalkFlat(EquityCurve curve, int step, int length)
    {
        // Flat, equity is cash; the drawdown limit was looked at when it last changed.
        curve.Equity.AsSpan(step, length).Fill(Account.Cash);
        curve.Cash.AsSpan(step, length).Fill(Account.Cash);
        return length;
    }

    private int WalkInPosition(EquityCurve curve, int step, int end)
    {
        var (bars, position) = (_bars[0], Account[0]);
        var (cash, quantity, sign, levels) = (Account.Cash, position.Quantity, position.Sign, position.Levels);
        var (low, high, peak) = (position.LowestPrice, position.HighestPrice, _limits.Peak);
        var (watches, moves) = (levels.Any, levels.Moves);
        var close = bars.Close;
        var lows = bars.Low;
        var highs = bars.High;
        var floor = _limits.Floor;
        var i = step;
        fixed (double* equity = curve.Equity)
        {
            for (; i < end; i++)
            {
                if (watches && LevelCheck.Reaches(sign, levels, highs[i], lows[i]))
                {
                    break;
                }

                var value = cash + (quantity * close[i]);
                equity[i] = value;
                low = lows[i] < low ? lows[i] : low;
                high = highs[i] > high ? highs[i] : high;
                if (moves)
                {
                    levels.Follow(sign, sign > 0 ? high : low, position.EntryPrice);
                }

                if (value > peak)
                {
                    peak = value;
                }
                else if (value <= peak * floor)
                {
                    i++;
                    break;
                }
            }
        }

        return i > step ? EndWalk(curve, step, i, low, high, peak) : 0;
    }

    private int EndWalk(EquityCurve curve, int step, int end, double low, double high, double peak)
    {
        var walked = end - step;
        curve.Cash.AsSpan(step, walked).Fill(Account.Cash);
        curve.OpenPositions.AsSpan(step, walked).Fill(1);
        Account[0].See(low, high);
        _limits.Peak = peak;
        Account.Mark(0, _bars[0].Close[end - 1]);
        TakeEquity(_bars[0].TimeMs[end - 1]);
        return walked;
    }
}
