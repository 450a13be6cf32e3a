using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies;

/// <summary>Where a spec finds the strategy that it names.</summary>
public interface IStrategyLibrary
{
    /// <summary>All strategies that can be named, in order of id.</summary>
    IReadOnlyList<CatalogStrategy> All { get; }

    /// <summary>The strategy of a name; null where there is none, with what is wrong where more is known than that.</summary>
    /// <param name="name">An id, or what else the library understands, such as the path of a file.</param>
    /// <param name="problems">Receives what is wrong.</param>
    CatalogStrategy? Find(string name, ICollection<Diagnostic> problems);
}

/// <summary>The built-in strategies, and those added to them.</summary>
/// <param name="added">Further strategies, with ids of their own.</param>
public sealed class StrategyLibrary(params IReadOnlyList<CatalogStrategy> added) : IStrategyLibrary
{
    /// <summary>The built-in strategies alone.</summary>
    public static StrategyLibrary BuiltIn { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<CatalogStrategy> All { get; } = [.. StrategyCatalog.All.Concat(added).OrderBy(s => s.Info.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public CatalogStrategy? Find(string name, ICollection<Diagnostic> problems) => All.FirstOrDefault(s => s.Info.Id == name);
}
