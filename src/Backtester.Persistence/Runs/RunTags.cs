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

    /// <summary>Tags as they are stored: small letters, each once, in order.</summary>
    /// <param name="tags">As a person wrote them; blanks around them and empty ones are left out.</param>
    /// <exception cref="SpecException">A tag is none, or there are more than <see cref="Most"/>; all problems are inside.</exception>
    public static IReadOnlyList<string> Clean(IEnumerable<string> tags)
    {
        var clean = tags.Select(t => t.Trim().ToLowerInvariant()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var problems = clean.Where(t => !IsTag(t)).Select(t => new SpecProblem("tags", "has one that is no tag", t, Allowed)).ToList();
        if (clean.Count > Most)
        {
            problems.Add(new SpecProblem("tags", "are too many", $"{clean.Count}", $"at most {Most}"));
        }

        return problems.Count > 0 ? throw new SpecException(problems) : clean;
    }

    private static bool IsTag(string text) => text.Length <= Longest && text.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');

    internal static string ToColumn(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : $",{string.Join(',', tags)},";
}
