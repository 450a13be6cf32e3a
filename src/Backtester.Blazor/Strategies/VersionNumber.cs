using System.Globalization;

namespace Backtester.Blazor.Strategies;

/// <summary>Versions as authors write them: words of digits, letters, points and hyphens, of which the last number counts up.</summary>
public static class VersionNumber
{
    /// <summary>The version after one, passing by those that are used: 1.0.9 becomes 1.0.10, "beta" becomes "beta.1".</summary>
    public static string Next(string version, IReadOnlyCollection<string> used)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(used);
        var next = version;
        do
        {
            next = Up(next);
        }
        while (used.Contains(next));
        return next;
    }

    private static string Up(string version)
    {
        var digits = version.Length;
        while (digits > 0 && char.IsAsciiDigit(version[digits - 1]))
        {
            digits--;
        }

        return digits < version.Length && long.TryParse(version.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"{version[..digits]}{number + 1}")
            : $"{version}.1";
    }
}
