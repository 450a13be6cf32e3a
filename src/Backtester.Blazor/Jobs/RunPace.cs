using System.Collections.Concurrent;

namespace Backtester.Blazor.Jobs;

/// <summary>How long a run will take.</summary>
/// <param name="Seconds">From its start to its end, the queue left out.</param>
/// <param name="Basis">Where the number comes from, for people.</param>
public readonly record struct RunEstimate(double Seconds, string Basis);

/// <summary>How many bars a second the backtests of this process have done, from reading the candles to the measured result.</summary>
public sealed class RunPace
{
    /// <summary>What is assumed before anything was measured.</summary>
    public const double BarsPerSecondAtFirst = 2_000_000;

    // The last run counts as much as all before it: a strategy of another kind soon has its own pace.
    private const double Weight = 0.5;
    private const long FewestBars = 1_000;

    private readonly ConcurrentDictionary<string, double> _pace = new(StringComparer.Ordinal);

    /// <summary>A run has ended; very short ones say nothing.</summary>
    public void Take(string strategy, long bars, TimeSpan elapsed)
    {
        if (bars >= FewestBars && elapsed > TimeSpan.Zero)
        {
            var pace = bars / elapsed.TotalSeconds;
            _pace.AddOrUpdate(strategy, pace, (_, before) => (Weight * pace) + ((1 - Weight) * before));
        }
    }

    /// <summary>How long so many bars of a strategy will take.</summary>
    public RunEstimate Estimate(string strategy, long bars) => _pace.TryGetValue(strategy, out var own)
        ? new(bars / own, "measured with this strategy")
        : _pace.IsEmpty
            ? new(bars / BarsPerSecondAtFirst, "an estimate; nothing was measured yet")
            : new(bars / _pace.Values.Min(), "measured with other strategies");
}
