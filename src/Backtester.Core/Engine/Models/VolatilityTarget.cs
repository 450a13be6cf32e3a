namespace Backtester.Core.Engine.Models;

/// <summary>
/// A position whose own volatility, as the last bars show it, is a given fraction of the equity a year:
/// target · equity / (σ · √(bars a year) · price), with σ the sample deviation of the bars' simple returns.
/// </summary>
/// <param name="AnnualVolatility">The target, such as 0.2.</param>
/// <param name="Length">Number of returns, at least 2.</param>
/// <param name="BarsPerYear">Bars in a year of the market.</param>
public sealed record VolatilityTarget(double AnnualVolatility, int Length, double BarsPerYear) : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => true;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input)
    {
        var deviation = Deviation(input.Candles.Close, input.KnownBar);
        return deviation > 0 ? AnnualVolatility * input.Equity / (deviation * Math.Sqrt(BarsPerYear) * input.Price) : double.NaN;
    }

    /// <summary>Sample deviation of the last returns; NaN where there are too few.</summary>
    private double Deviation(ReadOnlySpan<double> close, int last)
    {
        if (last < Length)
        {
            return double.NaN;
        }

        var first = last - Length + 1;
        var mean = 0.0;
        for (var i = first; i <= last; i++)
        {
            mean += (close[i] / close[i - 1]) - 1;
        }

        mean /= Length;
        var squares = 0.0;
        for (var i = first; i <= last; i++)
        {
            var distance = (close[i] / close[i - 1]) - 1 - mean;
            squares += distance * distance;
        }

        return Math.Sqrt(squares / (Length - 1));
    }
}
