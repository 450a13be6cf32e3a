namespace Backtester.Blazor.Jobs;

/// <summary>The state of a job at a moment.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">What it does: "backtest".</param>
/// <param name="RunId">The run it makes; null where it makes none.</param>
/// <param name="Status">PENDING, RUNNING, COMPLETED, FAILED, CANCELLED, or DELETED for a run that was removed.</param>
/// <param name="Progress">Share done, 0 to 1; NaN where unknown.</param>
/// <param name="EtaSeconds">Seconds until the end, estimated; null where unknown.</param>
/// <param name="Message">What it is doing, or why it failed; null for nothing to say.</param>
/// <param name="Equity">Equity so far, quote currency; NaN where unknown.</param>
/// <param name="Trades">Trades so far.</param>
/// <param name="BarsPerSecond">Bars that a backtest does in a second; NaN where unknown.</param>
public sealed record JobChange(
    long JobId,
    string Kind,
    long? RunId,
    string Status,
    double Progress = double.NaN,
    double? EtaSeconds = null,
    string? Message = null,
    double Equity = double.NaN,
    int Trades = 0,
    double BarsPerSecond = double.NaN)
{
    /// <summary>True where nothing more will happen to the job.</summary>
    public bool IsFinal => Status is "COMPLETED" or "FAILED" or "CANCELLED" or "DELETED";
}
