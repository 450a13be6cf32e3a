using System.Globalization;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Options;

/// <summary>Reads settings one by one, keeps every problem, and remembers which names exist.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    private readonly List<SpecProblem> _problems = [];
    private readonly List<string> _names = [];

    public IReadOnlyList<SpecProblem> Problems => _problems;

    /// <summary>Names of all settings that were asked for.</summary>
    public IReadOnlyList<string> Names => _names;

    public string Text(string name, string fallback)
    {
        _names.Add(name);
        return configuration[name]?.Trim() ?? fallback;
    }

    public string Word(string name, string fallback, IReadOnlyList<string> allowed)
    {
        var text = Text(name, fallback).ToLowerInvariant();
        if (allowed.Contains(text))
        {
            return text;
        }

        Add(name, "is not one of the words", text, string.Join(", ", allowed), NearestName.Of(text, allowed));
        return fallback;
    }

    public long Whole(string name, long fallback, long min, long max)
    {
        var text = Text(name, fallback.ToString(CultureInfo.InvariantCulture));
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Add(name, "is not a whole number in range", text, $"{min} to {max}");
        return fallback;
    }

    public bool Flag(string name, bool fallback)
    {
        var text = Text(name, fallback ? "true" : "false");
        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Add(name, "is neither true nor false", text, "true, false");
        return fallback;
    }

    /// <summary>A list: "Name:0", "Name:1", … or one text separated by commas.</summary>
    public IReadOnlyList<string> List(string name)
    {
        _names.Add(name);
        var section = configuration.GetSection(name);
        var texts = section.GetChildren().Select(c => c.Value ?? "").Prepend(section.Value ?? "");
        return [.. texts.SelectMany(t => t.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    public void Add(string field, string message, string? got = null, string? allowed = null, string? suggestion = null) =>
        _problems.Add(new SpecProblem(field, message, got, allowed, suggestion));

    /// <summary>Keeps problems that another reader found.</summary>
    public void Add(IEnumerable<SpecProblem> problems) => _problems.AddRange(problems);
}
