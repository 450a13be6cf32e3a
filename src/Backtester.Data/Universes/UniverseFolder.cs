using Backtester.Core.Formulas;
using Backtester.Core.Market.Universes;
using Backtester.Core.Runs;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Universes;

/// <summary>
/// The universes of a data folder: one file each in its subfolder "universes", {name}.yaml, .yml or .json, read anew
/// whenever they are asked for. A run keeps the universe that it used in its manifest, whatever happens to the file.
/// </summary>
public sealed class UniverseFolder : IUniverseCatalog
{
    /// <summary>Name of the subfolder.</summary>
    public const string FolderName = "universes";

    private const int LongestText = 1 << 20;

    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    private readonly string _folder;

    /// <summary>The universes of a data folder; their folder need not be there yet.</summary>
    public UniverseFolder(string dataDirectory) => _folder = Path.Combine(Path.GetFullPath(dataDirectory), FolderName);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder)
            .Where(f => Endings.Contains(Path.GetExtension(f)))
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(UniverseDocument.IsName)
            .Distinct()
            .Order(StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    public Universe? Find(string name) => PathOf(name) is { } path ? UniverseDocument.Read(File.ReadAllText(path), name) : null;

    /// <summary>The text of a universe's file; null where there is none.</summary>
    public string? TextOf(string name) => PathOf(name) is { } path ? File.ReadAllText(path) : null;

    /// <summary>Stores a universe as it is written, in place of the one of the same name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">YAML or JSON.</param>
    /// <exception cref="SpecException">The name or the document cannot be taken.</exception>
    public Universe Save(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new SpecException([new SpecProblem("document", "is too long", $"{text.Length} characters", $"at most {LongestText}")]);
        }

        var universe = UniverseDocument.Read(text, name);
        var path = Path.Combine(_folder, name + (text.AsSpan().TrimStart().StartsWith("{") ? ".json" : ".yaml"));
        AtomicFile.Replace(path, temporary => File.WriteAllText(temporary, text));
        foreach (var other in Endings.Select(e => Path.Combine(_folder, name + e)).Where(p => p != path))
        {
            File.Delete(other);
        }

        return universe;
    }

    /// <summary>Deletes a universe; false where there is none. Runs that used it keep what they used.</summary>
    public bool Delete(string name)
    {
        var deleted = false;
        while (PathOf(name) is { } path)
        {
            File.Delete(path);
            deleted = true;
        }

        return deleted;
    }

    /// <summary>What to say of a name that there is not.</summary>
    public SpecProblem Missing(string name) => new(
        "name", "is not that of a stored universe", $"\"{name}\"", Names.Count == 0 ? "none is stored yet" : string.Join(", ", Names), NearestName.Of(name, Names));

    private string? PathOf(string name) =>
        UniverseDocument.IsName(name) ? Endings.Select(e => Path.Combine(_folder, name + e)).FirstOrDefault(File.Exists) : null;
}
