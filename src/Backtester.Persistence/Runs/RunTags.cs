using Backtester.Core.Runs;

namespace Backtester.Persistence.Runs;

/// <summary>What a tag may be, and how a run's tags lie in its row.</summary>
public static class RunTags
{
    /// <summary>The most tags of a run.</summary>
    public const int Most = 20;

    /// <summary>The most characters of a tag.</summary>
    public const int Longest = 40;

    private const string Allowed = "1 to 40 letters, digits, '-', '_' or '.'";

    /// <summary>Tags as a person writes them in one line, between commas.</summary>
    public static IReadOnlyList<string> Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Tags as they are stored: small letters, each once, in order. Blanks around them and empty ones are left out.</summary>
    /// <param name="tags">As a person wrote them.</param>
    /// <param name="problems">Gets a problem for each that is none, and one where there are more than <see cref="Most"/>.</param>
    internal static IReadOnlyList<string> Clean(IEnumerable<string> tags, List<SpecProblem> problems)
    {
        var clean = tags.Select(t => t.Trim().ToLowerInvariant()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        problems.AddRange(clean.Where(t => !IsTag(t)).Select(t => new SpecProblem("tags", "has one that is no tag", t, Allowed)));
        if (clean.Count > Most)
        {
            problems.Add(new SpecProblem("tags", "are too many", $"{clean.Count}", $"at most {Most}"));
        }

        return clean;
    }

    internal static string ToColumn(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : $",{string.Join(',', tags)},";

    private static bool IsTag(string text) => text.Length <= Longest && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');
}
