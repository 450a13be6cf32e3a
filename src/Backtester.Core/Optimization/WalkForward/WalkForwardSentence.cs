using System.Globalization;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>Says in plain words what a walk-forward found.</summary>
internal static class WalkForwardSentence
{
    /// <summary>One or two sentences.</summary>
    public static string Of(WalkForwardResult result)
    {
        var windows = string.Create(CultureInfo.InvariantCulture, $"{result.ProfitableWindows} of {result.Windows.Count} windows made money out of sample.");
        if (result.InSample is not { } inSample)
        {
            return $"No window found a set with a score. {windows}";
        }

        if (result.EfficiencyNote is { } note)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Out of sample the chosen sets made {(result.OutOfSample.Factor - 1) * 100:0.0} %; the efficiency is unknown: {note}. {windows}");
        }

        var (outside, inside) = (result.OutOfSample.Annual * 100, inSample.Annual * 100);
        var kept = outside > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Efficiency * 100:0} % of the {inside:0.0} % that they made where they were chosen")
            : string.Create(CultureInfo.InvariantCulture, $"none of the {inside:0.0} % that they made where they were chosen");
        return string.Create(CultureInfo.InvariantCulture, $"Out of sample the chosen sets made {outside:0.0} % a year, {kept}. {windows}");
    }
}
