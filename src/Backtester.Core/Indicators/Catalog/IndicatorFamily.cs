namespace Backtester.Core.Indicators.Catalog;

/// <summary>
/// One computation and the names of its outputs: the three Bollinger bands are one family, so that a formula that uses
/// two of them with the same arguments computes them once.
/// </summary>
public sealed class IndicatorFamily
{
    private readonly Func<double[], Indicator> _create;

    internal IndicatorFamily(
        string name,
        string category,
        IndicatorInputs reads,
        IReadOnlyList<IndicatorArgument> arguments,
        Func<double[], Indicator> create,
        params (string Name, string Description)[] outputs)
    {
        (Name, Category, Reads, Arguments, _create) = (name, category, reads, arguments, create);
        Signatures = outputs.Select((output, index) => new IndicatorSignature(this, index, output.Name, output.Description)).ToArray();
    }

    /// <summary>Name of the computation, snake_case; with the series and the arguments it identifies a shared result.</summary>
    public string Name { get; }

    /// <summary>trend, momentum, volatility, volume or structure.</summary>
    public string Category { get; }

    /// <summary>The columns it reads.</summary>
    public IndicatorInputs Reads { get; }

    /// <summary>Number of series arguments: 0 where it reads the candle alone, else 1 or 2.</summary>
    public int SeriesCount =>
        ((Reads & IndicatorInputs.Source) != IndicatorInputs.None ? 1 : 0) + ((Reads & IndicatorInputs.Source2) != IndicatorInputs.None ? 1 : 0);

    /// <summary>The numbers that follow the series, in order; those with a default come last.</summary>
    public IReadOnlyList<IndicatorArgument> Arguments { get; }

    /// <summary>One signature an output, in the order of the outputs.</summary>
    public IReadOnlyList<IndicatorSignature> Signatures { get; }

    /// <summary>A new computation. Arguments left out at the end take their defaults.</summary>
    /// <exception cref="ArgumentException">Too few, too many or impossible arguments; the message names each.</exception>
    public Indicator Create(params ReadOnlySpan<double> arguments) => _create(Complete(arguments));

    /// <summary>The arguments with the defaults of those left out: what a shared result is identified by.</summary>
    /// <exception cref="ArgumentException">Too few, too many or impossible arguments; the message names each.</exception>
    public double[] Complete(params ReadOnlySpan<double> arguments)
    {
        if (arguments.Length > Arguments.Count)
        {
            throw new ArgumentException($"{Name}: {arguments.Length} numbers came, at most {Arguments.Count} are allowed", nameof(arguments));
        }

        var complete = new double[Arguments.Count];
        for (var i = 0; i < complete.Length; i++)
        {
            var argument = Arguments[i];
            complete[i] = i < arguments.Length
                ? arguments[i]
                : argument.Default ?? throw new ArgumentException($"{Name}: {argument.Name} is missing, from {argument.Min} to {argument.Max}", nameof(arguments));
            if (argument.Problem(complete[i]) is { } problem)
            {
                throw new ArgumentException($"{Name}: {problem}", nameof(arguments));
            }
        }

        return complete;
    }
}
