using System.Globalization;
using Backtester.Core.Optimization.WalkForward;

namespace Backtester.Blazor.Optimizations;

/// <summary>How far a walk-forward is and how long it will take: windows of an anchored one grow, so it counts bars × sets.</summary>
/// <param name="plan">What is walked.</param>
/// <param name="skipped">Windows whose searches an earlier part made.</param>
internal sealed class WalkForwardPace(WalkForwardPlan plan, int skipped)
{
    private readonly long _budget = plan.Search.Settings.Budget(plan.Search.Space.Total);

    /// <summary>Bars × sets of all windows.</summary>
    public long Total => CombosOf(plan.Windows.Count);

    /// <summary>The state after some windows and some sets of the next.</summary>
    /// <param name="windows">Windows done.</param>
    /// <param name="sets">Sets tried in the next.</param>
    /// <param name="seconds">Since this part of the work began.</param>
    /// <param name="last">The window that was just completed; null between two batches.</param>
    public WalkForwardProgress At(int windows, int sets, double seconds, WindowResult? last)
    {
        var done = CombosOf(windows) + (windows < plan.Windows.Count ? plan.Windows[windows].InSampleBars * Math.Min(sets, _budget) : 0);
        var here = done - CombosOf(Math.Min(skipped, windows));
        var left = here > 0 ? seconds / here * (Total - done) : double.NaN;
        var words = windows < plan.Windows.Count && sets > 0
            ? string.Create(CultureInfo.InvariantCulture, $"window {windows + 1} of {plan.Windows.Count}: {sets:N0} of {_budget:N0} sets")
            : string.Create(CultureInfo.InvariantCulture, $"{windows} of {plan.Windows.Count} windows");
        return new WalkForwardProgress(windows, plan.Windows.Count, done, (double)done / Total, double.IsFinite(left) ? left : 0, words, last);
    }

    private long CombosOf(int windows) => plan.Windows.Take(windows).Sum(w => w.InSampleBars * _budget);
}

/// <summary>How far a walk-forward is.</summary>
/// <param name="Windows">Windows done.</param>
/// <param name="Total">Windows in all.</param>
/// <param name="BarCombos">Bars × sets done.</param>
/// <param name="Share">The same as a share of all, 0 to 1.</param>
/// <param name="SecondsLeft">Estimate of the time left.</param>
/// <param name="Words">The same for people.</param>
/// <param name="Last">The window that was just completed; null between two batches.</param>
internal sealed record WalkForwardProgress(int Windows, int Total, long BarCombos, double Share, double SecondsLeft, string Words, WindowResult? Last);
