using Backtester.Blazor.Pages.Backtests;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Templates;

/// <summary>A saved document of the form of a new backtest.</summary>
/// <param name="Name">What a person called it.</param>
/// <param name="SavedMs">When it was saved last, Unix ms.</param>
public sealed record SpecTemplate(string Name, long SavedMs);

/// <summary>
/// Documents of the form under names, a file each: {data folder}/templates/{name}.json. A template need not be a spec that
/// runs; what is missing is asked for when it is used.
/// </summary>
public sealed class SpecTemplates(string dataDirectory)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 60;

    private const string Ending = ".json";
    private const int LongestDocument = 256 * 1024;

    private readonly string _folder = Path.GetFullPath(Path.Combine(dataDirectory, "templates"));

    /// <summary>All templates, in order of name.</summary>
    public IReadOnlyList<SpecTemplate> List() => !Directory.Exists(_folder)
        ? []
        : [.. Directory.EnumerateFiles(_folder, "*" + Ending)
            .Select(f => new FileInfo(f))
            .Select(f => new SpecTemplate(Path.GetFileNameWithoutExtension(f.Name), new DateTimeOffset(f.LastWriteTimeUtc).ToUnixTimeMilliseconds()))
            .Where(t => IsName(t.Name))
            .OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The document, indented JSON; null where there is none of this name.</summary>
    public string? Read(string name) => IsName(name) && File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : null;

    /// <summary>Saves a document, in place of one of the same name.</summary>
    /// <param name="name">1 to <see cref="LongestName"/> letters, digits, blanks, '-', '_' or '.', a letter or digit first and last.</param>
    /// <param name="document">JSON or YAML: one object.</param>
    /// <exception cref="SpecException">The name or the document is not allowed; all problems are inside.</exception>
    public void Save(string name, string document)
    {
        var (problems, json) = (new List<SpecProblem>(), "");
        if (!IsName(name))
        {
            problems.Add(new("name", "is not allowed", name, $"1 to {LongestName} letters, digits, blanks, '-', '_' or '.', a letter or digit first and last"));
        }

        try
        {
            json = FormDocument.Parse(document).ToJson();
        }
        catch (FormatException error)
        {
            problems.Add(new("document", error.Message, null, "one object in JSON or YAML"));
        }

        if (json.Length > LongestDocument)
        {
            problems.Add(new("document", "is too long", $"{json.Length} characters", $"at most {LongestDocument} characters"));
        }

        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }

        Directory.CreateDirectory(_folder);
        var half = PathOf(name) + $".{Guid.NewGuid():N}.half";
        File.WriteAllText(half, json);
        File.Move(half, PathOf(name), overwrite: true);
    }

    /// <summary>Removes a template; false where there is none of this name.</summary>
    public bool Delete(string name)
    {
        if (Read(name) is null)
        {
            return false;
        }

        File.Delete(PathOf(name));
        return true;
    }

    // A name is a file's name: nothing in it may lead out of the folder.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsLetterOrDigit(name[0]) && char.IsLetterOrDigit(name[^1]) && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.');

    private string PathOf(string name) => Path.Combine(_folder, name + Ending);
}
