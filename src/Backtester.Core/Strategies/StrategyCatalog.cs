using Backtester.Core.Strategies.BuiltIn;

namespace Backtester.Core.Strategies;

/// <summary>The built-in strategies.</summary>
public static class StrategyCatalog
{
    /// <summary>The strategy of a spec that names none.</summary>
    public const string DefaultId = "sma_cross";

    /// <summary>All, in order of id.</summary>
    public static IReadOnlyList<CatalogStrategy> All { get; } = [new SmaCross()];

    /// <summary>The strategy with this id; null where there is none.</summary>
    public static CatalogStrategy? Find(string id) => All.FirstOrDefault(s => s.Info.Id == id);
}
