namespace Backtester.Core.Optimization.Across;

/// <summary>What a set gave on one of several markets.</summary>
/// <param name="Symbols">The symbols of the account, joined by commas.</param>
/// <param name="Timeframe">Length of a bar.</param>
/// <param name="Score">Value of the objective, the higher the better; NaN where it has none.</param>
/// <param name="Metrics">The metrics of a table of trials.</param>
/// <param name="Note">Why there is no score; null where there is one.</param>
public sealed record MarketTrial(string Symbols, string Timeframe, double Score, IReadOnlyDictionary<string, double> Metrics, string? Note);
