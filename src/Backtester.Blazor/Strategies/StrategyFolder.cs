using System.Collections.Concurrent;
using Backtester.Core.Formulas;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Blazor.Strategies;

/// <summary>
/// The user's strategies: the files in {data-dir}/strategies. They are read again when they change, and every version of
/// their rules that was ever read is kept below versions/{id}/{hash}.yaml. A run holds its definition in its manifest, so
/// it refers for ever to the version that it used, whatever happens here.
/// </summary>
public sealed class StrategyFolder
{
    /// <summary>Bytes of a file; the reader's own limit of characters is below this.</summary>
    private const long Largest = 1 << 20;

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, StrategyFile File)> _read = new(StringComparer.Ordinal);

    /// <summary>The folder of a data folder; it need not be there yet.</summary>
    public StrategyFolder(string dataDirectory) => Path = System.IO.Path.GetFullPath(System.IO.Path.Combine(dataDirectory, "strategies"));

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>True for a name that means a file, not an id.</summary>
    public static bool IsPath(string name) =>
        name.AsSpan().IndexOfAny('/', '\\') >= 0 || Endings.Contains(System.IO.Path.GetExtension(name).ToLowerInvariant());

    /// <summary>All files, in order of name, as they are now.</summary>
    public IReadOnlyList<StrategyFile> Files()
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new List<StrategyFile>();
        foreach (var path in Directory.EnumerateFiles(Path).Where(f => Endings.Contains(System.IO.Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal))
        {
            var file = Read(path);
            if (file.Strategy?.Info.Id is { } id && !ids.TryAdd(id, file.Name))
            {
                file = Refused(path, "id", $"another file, {ids[id]}, has this id", id, "an id of its own");
            }

            files.Add(file);
        }

        return files;
    }

    /// <summary>Reads a file that lies anywhere; one of this folder is kept as a version where it is good.</summary>
    public StrategyFile Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            return Refused(path, "", "there is no such file", path, "a strategy file in YAML or JSON");
        }

        if (_read.TryGetValue(path, out var known) && known.Written == info.LastWriteTimeUtc && known.Length == info.Length)
        {
            return known.File;
        }

        var file = info.Length > Largest ? Refused(path, "", "the file is too large", $"{info.Length} bytes", $"at most {Largest} bytes") : Parse(path);
        if (file.Strategy is { } strategy && IsInside(path))
        {
            Keep(strategy);
        }

        _read[path] = (info.LastWriteTimeUtc, info.Length, file);
        return file;
    }

    /// <summary>The full path of a name inside this folder; null where it would lead out of it.</summary>
    public string? Resolve(string name)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, name));
        if (!IsInside(path))
        {
            return null;
        }

        var target = File.Exists(path) ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;
        return IsInside(target) ? path : null;
    }

    /// <summary>The file that has an id, or, where it is broken, the one that is named after it; null where there is none.</summary>
    public StrategyFile? FileOf(string id)
    {
        var files = Files();
        return files.FirstOrDefault(f => f.Strategy?.Info.Id == id)
            ?? files.FirstOrDefault(f => f.Strategy is null && System.IO.Path.GetFileNameWithoutExtension(f.Name) == id);
    }

    /// <summary>Stores a definition in the file of its id, else as {id}.yaml.</summary>
    /// <param name="text">The document.</param>
    /// <param name="asWritten">True to store the text as it is, with its comments; false for its canonical spelling.</param>
    /// <exception cref="FormulaException">The document has problems, the id is taken by the catalogue, or the version is kept with other rules.</exception>
    public DefinedStrategy Save(string text, bool asWritten = false)
    {
        var strategy = new DefinedStrategy(DefinitionReader.Parse(text));
        if ((Collision(strategy) ?? VersionProblem(strategy.Definition)) is { } problem)
        {
            throw new FormulaException([problem]);
        }

        Directory.CreateDirectory(Path);
        var path = System.IO.Path.Combine(Path, FileOf(strategy.Info.Id)?.Name ?? $"{strategy.Info.Id}.yaml");
        var stored = asWritten ? text : DefinitionWriter.ToYaml(strategy.Definition);
        if (System.IO.Path.GetExtension(path) == ".json" && !stored.AsSpan().TrimStart().StartsWith("{"))
        {
            File.Delete(path);
            path = System.IO.Path.ChangeExtension(path, ".yaml");
        }

        WriteWhole(path, stored);
        _read.TryRemove(path, out _);
        Keep(strategy);
        return strategy;
    }

    /// <summary>What stands against storing rules under their version: it is kept with other rules, and these are not kept yet. Null where nothing does.</summary>
    public Diagnostic? VersionProblem(StrategyDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);

        // A file that was written by hand a moment ago is a version too.
        _ = FileOf(definition.Id);
        var versions = Versions(definition.Id);
        return versions.Any(v => v.Version == definition.Version) && versions.All(v => v.Hash != definition.ContentHash)
            ? new Diagnostic(
                "version", 1, 1, "this version is kept with other rules", definition.Version, "a version that is not used yet",
                VersionNumber.Next(definition.Version, [.. versions.Select(v => v.Version)]))
            : null;
    }

    /// <summary>The kept versions of a strategy, oldest first.</summary>
    public IReadOnlyList<StrategyVersion> Versions(string id)
    {
        var folder = VersionFolder(id);
        return folder is null || !Directory.Exists(folder)
            ? []
            : [.. new DirectoryInfo(folder).EnumerateFiles("*.yaml")
                .Select(f => new StrategyVersion(id, System.IO.Path.GetFileNameWithoutExtension(f.Name), DefinitionReader.Read(File.ReadAllText(f.FullName)).Definition?.Version ?? "", new DateTimeOffset(f.LastWriteTimeUtc)))
                .OrderBy(v => v.StoredAt).ThenBy(v => v.Hash, StringComparer.Ordinal)];
    }

    /// <summary>A kept version in YAML, by its hash or the beginning of it (eight characters at least); null where there is none.</summary>
    public string? VersionText(string id, string hash)
    {
        var found = hash.Length < 8 ? [] : Versions(id).Where(v => v.Hash.StartsWith(hash, StringComparison.Ordinal)).ToList();
        return found is [var version] ? File.ReadAllText(System.IO.Path.Combine(VersionFolder(id)!, $"{version.Hash}.yaml")) : null;
    }

    private static StrategyFile Parse(string path)
    {
        var reading = DefinitionReader.Read(File.ReadAllText(path));
        if (reading.Definition is not { } definition)
        {
            return new StrategyFile(path, null, reading.Problems);
        }

        var strategy = new DefinedStrategy(definition);
        return Collision(strategy) is { } problem ? new StrategyFile(path, null, [problem]) : new StrategyFile(path, strategy, []);
    }

    private static Diagnostic? Collision(DefinedStrategy strategy) => StrategyCatalog.Find(strategy.Info.Id) is null
        ? null
        : new Diagnostic("id", 1, 1, "the id belongs to the catalogue", strategy.Info.Id, $"another id, such as my_{strategy.Info.Id}");

    private static StrategyFile Refused(string path, string field, string message, string got, string allowed) =>
        new(path, null, [new Diagnostic(field, 1, 1, message, got, allowed)]);

    private bool IsInside(string path) => path.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Ids are small letters, digits and _, so that they cannot lead out of the folder.</summary>
    private string? VersionFolder(string id) => LanguageNames.IsWellFormed(id) ? System.IO.Path.Combine(Path, "versions", id) : null;

    private void Keep(DefinedStrategy strategy)
    {
        var folder = VersionFolder(strategy.Info.Id)!;
        var path = System.IO.Path.Combine(folder, $"{strategy.Hash}.yaml");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(folder);
            WriteWhole(path, DefinitionWriter.ToYaml(strategy.Definition));
        }
    }

    /// <summary>A reader sees the old text or the new one, never a part.</summary>
    private static void WriteWhole(string path, string text)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, path, overwrite: true);
    }
}
