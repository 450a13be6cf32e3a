using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>Reads a spec from a file, or from stdin for "-".</summary>
internal static class SpecInput
{
    /// <summary>A spec is a page of text; more is a mistake.</summary>
    private const long Largest = 4 << 20;

    /// <summary>The text, and how it is spelled, by the file's ending.</summary>
    /// <exception cref="SpecException">There is no such file, or it is too large.</exception>
    public static (string Text, SpecFormat Format) Read(string path)
    {
        if (path == "-")
        {
            var text = Console.In.ReadToEnd();
            return (text, text.TrimStart().StartsWith('{') ? SpecFormat.Json : SpecFormat.Yaml);
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new SpecException([new("SPEC", "there is no such file", path, "a file with a run spec in JSON or YAML, or - for stdin")]);
        }

        if (file.Length > Largest)
        {
            throw new SpecException([new("SPEC", "is too large", $"{file.Length} bytes", $"at most {Largest} bytes")]);
        }

        return (File.ReadAllText(path), file.Extension.ToLowerInvariant() is ".yaml" or ".yml" ? SpecFormat.Yaml : SpecFormat.Json);
    }
}
