namespace Backtester.Core.Indicators.Catalog;

/// <summary>An indicator as the strategy language names it: an output of a family.</summary>
/// <param name="Family">The computation, with its arguments and columns.</param>
/// <param name="Output">Which of its outputs, 0-based.</param>
/// <param name="Name">The name in the language.</param>
/// <param name="Description">One line.</param>
public sealed record IndicatorSignature(IndicatorFamily Family, int Output, string Name, string Description)
{
    /// <summary>trend, momentum, volatility, volume or structure.</summary>
    public string Category => Family.Category;

    /// <summary>Number of series arguments: 0 (whole candle), 1 or 2.</summary>
    public int SeriesCount => Family.SeriesCount;

    /// <summary>The numbers that follow the series.</summary>
    public IReadOnlyList<IndicatorArgument> Arguments => Family.Arguments;

    /// <summary>The columns it reads.</summary>
    public IndicatorInputs Reads => Family.Reads;

    /// <summary>A new computation of the whole family; this indicator is its output number <see cref="Output"/>.</summary>
    /// <exception cref="ArgumentException">Too few, too many or impossible arguments.</exception>
    public Indicator Create(params ReadOnlySpan<double> arguments) => Family.Create(arguments);
}
