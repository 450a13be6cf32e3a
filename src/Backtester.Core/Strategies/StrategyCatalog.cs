using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies;

/// <summary>The built-in strategies: the definitions in Strategies/BuiltIn.</summary>
public static class StrategyCatalog
{
    /// <summary>The strategy of a spec that names none.</summary>
    public const string DefaultId = "confluence";

    private const string Folder = "Strategies.BuiltIn.";

    /// <summary>All, in order of id.</summary>
    public static IReadOnlyList<CatalogStrategy> All { get; } = Load();

    /// <summary>The strategy with this id; null where there is none.</summary>
    public static CatalogStrategy? Find(string id) => All.FirstOrDefault(s => s.Info.Id == id);

    private static List<CatalogStrategy> Load()
    {
        var assembly = typeof(StrategyCatalog).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return new CatalogStrategy(DefinitionReader.Parse(reader.ReadToEnd()));
            })
            .OrderBy(s => s.Info.Id, StringComparer.Ordinal)];
    }
}
