using Backtester.Blazor.Options;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>
/// The settings among a command line's words: "--data-dir X", "--Urls X" and "--Section:Key X" (or with "="), anywhere.
/// </summary>
/// <param name="Settings">Values by the setting's name.</param>
/// <param name="Rest">All other words, in order.</param>
/// <param name="Problems">Settings that do not exist or have no value.</param>
internal sealed record SettingArguments(
    IReadOnlyDictionary<string, string?> Settings, IReadOnlyList<string> Rest, IReadOnlyList<SpecProblem> Problems)
{
    /// <summary>The option for <see cref="BacktesterOptions.DataDirectory"/>.</summary>
    public const string DataDirOption = "--data-dir";

    /// <summary>What a test host passes to every entry point; these decide nothing here.</summary>
    private static readonly string[] HostNames = ["environment", "contentRoot", "applicationName"];

    /// <summary>Parts the words.</summary>
    public static SettingArguments Split(IReadOnlyList<string> words)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var rest = new List<string>();
        var problems = new List<SpecProblem>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                rest.AddRange(words.Skip(i));
                break;
            }

            var (option, value) = Parts(word);
            if (NameOf(option) is not { } name)
            {
                rest.Add(word);
                continue;
            }

            if (value is null && i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                value = words[++i];
            }

            Take(option, name, value, settings, problems);
        }

        return new SettingArguments(settings, rest, problems);
    }

    private static void Take(string option, string name, string? value, Dictionary<string, string?> settings, List<SpecProblem> problems)
    {
        if (HostNames.Contains(name))
        {
            return;
        }

        if (!SettingsFile.IsKnown(name))
        {
            problems.Add(new SpecProblem(option, "there is no such setting", Suggestion: NearestName.Of(name, SettingsFile.Names) is { } near ? $"--{near}" : null));
        }
        else if (value is null)
        {
            problems.Add(new SpecProblem(option, "needs a value"));
        }
        else
        {
            settings[name] = value;
        }
    }

    private static (string Option, string? Value) Parts(string word)
    {
        var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=') : -1;
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }

    private static string? NameOf(string option)
    {
        if (option == DataDirOption)
        {
            return "DataDirectory";
        }

        var name = option.StartsWith("--", StringComparison.Ordinal) ? option[2..] : "";
        return name.Contains(':') || name.Equals("urls", StringComparison.OrdinalIgnoreCase) || name == "DataDirectory" || HostNames.Contains(name) ? name : null;
    }
}
