using System.Text;
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
            .Select(name => (CatalogStrategy)new DefinedStrategy(DefinitionReader.Parse(ReadText(assembly.GetManifestResourceStream(name)!))))
            .OrderBy(s => s.Info.Id, StringComparer.Ordinal)];
    }

    private static string ReadText(Stream resource)
    {
        using (resource)
        {
            var bytes = new byte[resource.Length];
            resource.ReadExactly(bytes);
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
