namespace Backtester.Core.Market.Universes;

/// <summary>The universes that a spec may name.</summary>
public interface IUniverseCatalog
{
    /// <summary>Their names, in order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>A universe by its name; null where there is none.</summary>
    /// <remarks>One that is there and cannot be read is an exception that names every problem of its file.</remarks>
    Universe? Find(string name);
}
