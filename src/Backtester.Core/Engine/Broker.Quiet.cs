using System.Runtime.InteropServices;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// Bars on which nothing can happen: no order waits, no level is set, no signal comes. Most bars of a run are such, and
/// the loop passes them with the same arithmetic as <see cref="TakeEquity"/> and <see cref="Decide(int, int)"/>, but
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
        if (IsBusy || step >= end || bars.Signals[step] != Signals.None)
        {
            return false;
        }

        var signals = MemoryMarshal.CreateReadOnlySpan(ref *(byte*)(bars.Signals + step), end - step);
        var length = signals.IndexOfAnyExcept((byte)0);
        length = length < 0 ? signals.Length : length;
        var walked = Account[0].IsOpen ? WalkInPosition(curve, step, step + length) : WalkFlat(curve, step, length);
        step += walked - 1;
        return true;
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
        var (cash, quantity) = (Account.Cash, position.Quantity);
        var (low, high) = (position.LowestPrice, position.HighestPrice);
        var close = bars.Close;
        var lows = bars.Low;
        var highs = bars.High;
        var floor = _stoppedAtMs is null && _input.MaxDrawdown is { } limit ? 1 - limit : double.NegativeInfinity;
        var peak = _peakEquity;
        var i = step;
        fixed (double* equity = curve.Equity)
        {
            for (; i < end; i++)
            {
                var value = cash + (quantity * close[i]);
                equity[i] = value;
                low = lows[i] < low ? lows[i] : low;
                high = highs[i] > high ? highs[i] : high;
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

        var walked = i - step;
        curve.Cash.AsSpan(step, walked).Fill(cash);
        curve.OpenPositions.AsSpan(step, walked).Fill(1);
        position.See(low, high);
        _peakEquity = peak;
        _barsInPosition += walked;
        Account.Mark(0, close[i - 1]);
        TakeEquity(bars.TimeMs[i - 1]);
        return walked;
    }
}
