using Backtester.Core.Optimization.Space;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization;

/// <summary>Ranges to begin with: the first two parameters that can vary, each at ½, ¾, 1, 1½ and 2 times its default, on the schema's own grid and inside its bounds.</summary>
public static class SuggestedRanges
{
    private static readonly double[] Factors = [0.5, 0.75, 1, 1.5, 2];

    /// <summary>The ranges of a strategy.</summary>
    public static IReadOnlyList<ParameterAxis> Of(IEnumerable<ParameterSchema> parameters) => [.. parameters.Where(CanVary).Take(2).Select(Around)];

    /// <summary>True where there is more than one value to try.</summary>
    public static bool CanVary(ParameterSchema parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.Kind != ParameterKind.Boolean && parameter.Max > parameter.Min;
    }

    /// <summary>The values of one parameter.</summary>
    public static ParameterAxis Around(ParameterSchema parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var step = parameter.Step > 0 ? parameter.Step : 1;

        // In decimals, so that 3·0.1 is 0.3 as a person writes it.
        return new ParameterAxis(parameter.Name, [.. Factors
            .Select(f => Math.Clamp((double)((decimal)Math.Round(f * parameter.Default / step) * (decimal)step), parameter.Min, parameter.Max))
            .Distinct()]);
    }
}
