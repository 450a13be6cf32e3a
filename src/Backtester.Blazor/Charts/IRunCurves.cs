using Backtester.Blazor.Runs;
using Backtester.Core.Portfolio;

namespace Backtester.Blazor.Charts;

/// <summary>Where the equity of every bar of a finished run is.</summary>
public interface IRunCurves
{
    /// <summary>The account at each bar; null where the run has no stored curve.</summary>
    Task<EquityCurve?> CurveAsync(RunDetail run, CancellationToken cancellation = default);
}
