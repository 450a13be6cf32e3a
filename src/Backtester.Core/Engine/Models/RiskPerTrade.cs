namespace Backtester.Core.Engine.Models;

/// <summary>
/// A size that loses the same fraction of the equity, before costs, each time the stop is hit at its price:
/// fraction · equity / distance of the stop.
/// </summary>
/// <param name="Fraction">Fraction of the equity at risk, 0 to 1.</param>
public sealed record RiskPerTrade(double Fraction) : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => true;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input) => input.StopDistance > 0 ? Fraction * input.Equity / input.StopDistance : double.NaN;
}
