namespace Backtester.Core.Optimization.Space;

/// <summary>The values of one parameter that a search tries.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Values">Its values in the order written, each once.</param>
public sealed record ParameterAxis(string Name, IReadOnlyList<double> Values);
