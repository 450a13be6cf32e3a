using Backtester.Core.Formulas;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Strategies;

/// <summary>
/// The catalogue and the user's strategies. A name may be an id or the path of a file: for a command any path, from the
/// folder in which it was called; for the server only what lies in {data-dir}/strategies.
/// </summary>
/// <param name="folder">The user's strategies.</param>
/// <param name="anyPath">True for commands, whose user can read the files anyway.</param>
public sealed class WorkspaceStrategies(StrategyFolder folder, bool anyPath) : IStrategyLibrary
{
    /// <summary>The user's strategies.</summary>
    public StrategyFolder Folder => folder;

    /// <inheritdoc/>
    public IReadOnlyList<CatalogStrategy> All =>
        [.. StrategyCatalog.All.Concat(folder.Files().Select(f => f.Strategy).OfType<CatalogStrategy>()).OrderBy(s => s.Info.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public CatalogStrategy? Find(string name, ICollection<Diagnostic> problems)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(problems);
        if (StrategyFolder.IsPath(name))
        {
            return FindFile(name, problems);
        }

        if (StrategyCatalog.Find(name) is { } known)
        {
            return known;
        }

        var file = folder.FileOf(name);
        AddAll(problems, file);
        return file?.Strategy;
    }

    private DefinedStrategy? FindFile(string name, ICollection<Diagnostic> problems)
    {
        var path = anyPath && File.Exists(name) ? Path.GetFullPath(name) : folder.Resolve(name);
        if (path is null)
        {
            problems.Add(new Diagnostic("", 1, 1, "the file does not lie in the folder of strategies", name, "an id, a definition, or a file in {data-dir}/strategies"));
            return null;
        }

        var file = folder.Read(path);
        AddAll(problems, file);
        return file.Strategy;
    }

    private static void AddAll(ICollection<Diagnostic> problems, StrategyFile? file)
    {
        foreach (var problem in file?.Problems ?? [])
        {
            problems.Add(problem);
        }
    }
}
