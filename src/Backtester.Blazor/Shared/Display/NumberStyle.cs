using System.Globalization;

namespace Backtester.Blazor.Shared.Display;

/// <summary>How numbers are written: what stands between thousands and before decimals.</summary>
/// <param name="Name">Its word in the browser's cookie.</param>
/// <param name="Title">For a list to choose from: a number in it.</param>
/// <param name="Format">The separators.</param>
public sealed record NumberStyle(string Name, string Title, NumberFormatInfo Format)
{
    /// <summary>All of them, the usual one first.</summary>
    public static IReadOnlyList<NumberStyle> All { get; } =
    [
        Of("point", ",", "."),
        Of("comma", ".", ","),
        Of("space", "\u202F", ","),
        Of("apostrophe", "\u2019", "."),
    ];

    private static NumberStyle Of(string name, string group, string point)
    {
        var format = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
        (format.NumberGroupSeparator, format.NumberDecimalSeparator) = (group, point);
        return new(name, 1_234_567.89.ToString("N2", format), NumberFormatInfo.ReadOnly(format));
    }
}
