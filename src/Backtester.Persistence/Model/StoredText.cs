using System.Text;

namespace Backtester.Persistence.Model;

/// <summary>
/// Text as the databases can hold it. Neither U+0000 (PostgreSQL) nor half a surrogate pair (UTF-8) can be stored, and no
/// valid JSON or YAML document contains them, so texts to be kept byte for byte are refused rather than changed.
/// </summary>
internal static class StoredText
{
    private const string Allowed = "Unicode text without U+0000 and without unpaired surrogates";

    /// <summary>The text as it is.</summary>
    /// <exception cref="ArgumentException">It cannot be stored without a change.</exception>
    public static string Exact(string field, string text) =>
        IsStorable(text) ? text : throw new ArgumentException($"{field}: cannot be stored as it came; allowed: {Allowed}", field);

    /// <summary>The text for people to read, what cannot be stored replaced by U+FFFD.</summary>
    public static string Readable(string text)
    {
        if (IsStorable(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return clean.ToString();
    }

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
