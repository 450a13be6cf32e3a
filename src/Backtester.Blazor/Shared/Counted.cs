using System.Globalization;

namespace Backtester.Blazor.Shared;

/// <summary>Counts in the messages of jobs, which are stored and read by all: the same for every viewer.</summary>
internal static class Counted
{
    /// <summary>A number with its word: 1 strategy, 3 strategies.</summary>
    public static string Of(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>As <see cref="Of"/>; null where there are none, so that nothing is said of them.</summary>
    public static string? Any(long count, string one, string many) => count == 0 ? null : Of(count, one, many);

    /// <summary>The parts that say something, or other words where none does.</summary>
    public static string Join(string separator, string otherwise, params string?[] parts) =>
        string.Join(separator, parts.OfType<string>()) is { Length: > 0 } said ? said : otherwise;
}
