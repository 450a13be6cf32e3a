namespace Backtester.Persistence.Model;

/// <summary>The two spellings of an unknown number: NaN in memory, null in rows and JSON. Infinite counts as unknown.</summary>
internal static class Unknown
{
    public static double? ToNull(double value) => double.IsFinite(value) ? value : null;

    public static double ToNaN(double? value) => value ?? double.NaN;
}
