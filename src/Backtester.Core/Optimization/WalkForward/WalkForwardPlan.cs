using Backtester.Core.Market;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>A walk-forward that was checked against the strategy and the stored candles: what will be done.</summary>
public sealed record WalkForwardPlan
{
    /// <summary>The search over the whole range; each window makes it on its in-sample stretch alone.</summary>
    public required SearchPlan Search { get; init; }

    /// <summary>How the range is cut.</summary>
    public required WalkForwardSettings Settings { get; init; }

    /// <summary>The windows, at least one.</summary>
    public required IReadOnlyList<WalkForwardWindow> Windows { get; init; }

    /// <summary>Bars of the range.</summary>
    public required int Bars { get; init; }

    /// <summary>Canonical JSON (RFC 8785) of the search's manifest, `walk_forward` in its spec.</summary>
    public required string Manifest { get; init; }

    /// <summary>SHA-256 (hex) of the search's fingerprint and the settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>From the first out-of-sample stretch to the end of the last one.</summary>
    public TimeRange OutOfSample => new(Windows[0].OutOfSample.StartMs, Windows[^1].OutOfSample.EndMs);

    /// <summary>Bars at the end that fill no whole out-of-sample stretch.</summary>
    public int UnusedBars => Bars - (int)Settings.Shortest - ((Windows.Count - 1) * Settings.OutOfSample);

    /// <summary>Candles that all searches walk: sets × in-sample bars × symbols.</summary>
    public double BarCombos => Windows.Sum(w => (double)w.InSampleBars) * Search.Settings.Budget(Search.Space.Total) * Search.Base.Series.Count;

    /// <summary>The search of a window: the same over its in-sample stretch.</summary>
    public SearchPlan SearchOf(WalkForwardWindow window) => Search with
    {
        Base = Search.Base with
        {
            Range = window.InSample,
            Spec = Search.Base.Spec with { StartMs = window.InSample.StartMs, EndMs = window.InSample.EndMs },
        },
    };
}
