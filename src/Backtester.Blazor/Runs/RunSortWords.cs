using Backtester.Blazor.Api;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>The words of <see cref="RunSort"/> in addresses and commands.</summary>
internal static class RunSortWords
{
    /// <summary>Each word with its order.</summary>
    public static IReadOnlyDictionary<string, RunSort> All { get; } =
        Enum.GetValues<RunSort>().ToDictionary(s => ApiJson.Options.PropertyNamingPolicy!.ConvertName(s.ToString()));

    /// <summary>Reads a word.</summary>
    /// <param name="field">How the caller names it.</param>
    /// <param name="word">What came.</param>
    /// <exception cref="SpecException">It is no order.</exception>
    public static RunSort Parse(string field, string word) => All.TryGetValue(word, out var sort)
        ? sort
        : throw new SpecException([new(field, "is no order", word, string.Join(", ", All.Keys), Options.NearestName.Of(word, All.Keys))]);
}
