namespace Backtester.Core.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Done">Steps of the timeline done: a step is a moment at which bars of one symbol or several end.</param>
/// <param name="Total">Steps in all.</param>
/// <param name="Equity">Equity so far.</param>
/// <param name="Trades">Trades so far.</param>
public readonly record struct RunProgress(long Done, long Total, double Equity, int Trades);
