using System.Text.RegularExpressions;
using Backtester.TestSupport;

namespace Backtester.Blazor.Tests.Deployment;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Stage">Name of its stage; "final" for the last one, which has no name.</param>
/// <param name="Word">COPY, RUN, ENV, …</param>
/// <param name="Text">What follows the word, continued lines joined.</param>
public sealed record DockerStep(string Stage, string Word, string Text)
{
    /// <summary>The stage that a COPY takes from; null for the build context.</summary>
    public string? From => Regex.Match(Text, @"^--from=(\S+)").Groups[1] is { Success: true } from ? from.Value : null;

    /// <summary>Paths of a COPY: all sources, and last the destination.</summary>
    public IReadOnlyList<string> Paths => [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(p => !p.StartsWith("--", StringComparison.Ordinal))];
}

/// <summary>Reads the repository's Dockerfile and .dockerignore.</summary>
public static class Dockerfile
{
    /// <summary>Name of the stage that runs.</summary>
    public const string Final = "final";

    /// <summary>All instructions in order.</summary>
    public static IReadOnlyList<DockerStep> Steps { get; } = Read();

    /// <summary>Files of the build context below a path: what .dockerignore lets through, relative to the repository.</summary>
    public static IEnumerable<string> ContextFiles(string source)
    {
        var path = RepositoryFiles.PathOf(source).TrimEnd('/');
        var files = File.Exists(path) ? [path]
            : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            : [];
        return files.Select(f => Path.GetRelativePath(RepositoryFiles.Root, f).Replace('\\', '/')).Where(f => !IsIgnored(f));
    }

    private static bool IsIgnored(string file) => IgnorePatterns.Any(p => p.IsMatch(file));

    private static readonly IReadOnlyList<Regex> IgnorePatterns =
    [
        .. File.ReadLines(RepositoryFiles.PathOf(".dockerignore"))
            .Select(l => l.Trim())
            .Where(l => l.Length > 0 && !l.StartsWith('#'))
            .Select(l => new Regex("^" + Regex.Escape(l.TrimEnd('/')).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "(/|$)")),
    ];

    private static List<DockerStep> Read()
    {
        var text = Regex.Replace(File.ReadAllText(RepositoryFiles.PathOf("Dockerfile")), @"\\\n\s*", "");
        var steps = new List<DockerStep>();
        var stage = Final;
        foreach (var line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            var (word, rest) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            stage = word != "FROM" ? stage : Regex.Match(rest, @" AS (\S+)$").Groups[1] is { Success: true } name ? name.Value : Final;
            steps.Add(new DockerStep(stage, word, rest));
        }

        return steps;
    }
}
