using Backtester.Core.Market;

namespace Backtester.Core.Engine;

/// <summary>What all parameter sets of a search share of the time: the steps and the days.</summary>
public sealed class RunGrid
{
    /// <summary>Reads the candles of a run.</summary>
    /// <param name="candles">The series, in the order of its symbols.</param>
    public RunGrid(IReadOnlyList<CandleSeries> candles)
    {
        Timeline = new Timeline(candles);
        Only = candles.Count == 1 ? candles[0] : null;
        LastBars = DayEnds.Of(Timeline.TimeMs).LastBar;
    }

    /// <summary>The last step at or before the end of each day.</summary>
    public int[] LastBars { get; }

    /// <summary>Number of steps: distinct open times.</summary>
    public int Steps => Timeline.TimeMs.Length;

    /// <summary>The first open time, Unix ms; there must be a step.</summary>
    public long FirstTimeMs => Timeline.TimeMs[0];

    /// <summary>The last open time, Unix ms.</summary>
    public long LastTimeMs => Timeline.TimeMs[^1];

    internal Timeline Timeline { get; }

    /// <summary>The series, where there is one alone.</summary>
    internal CandleSeries? Only { get; }
}
