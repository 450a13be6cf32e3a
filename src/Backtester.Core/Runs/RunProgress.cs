namespace Backtester.Core.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Done">Bars done, over all symbols.</param>
/// <param name="Total">Bars in all.</param>
/// <param name="Equity">Equity so far.</param>
/// <param name="Trades">Trades so far.</param>
public readonly record struct RunProgress(long Done, long Total, double Equity, int Trades);
