using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Backtester.Core.Indicators.Catalog;

/// <summary>Every indicator by its name in the strategy language.</summary>
public static class IndicatorCatalog
{
    /// <summary>The computations, by category.</summary>
    public static IReadOnlyList<IndicatorFamily> Families { get; } =
    [
        .. TrendFamilies.All, .. MomentumFamilies.All, .. VolatilityFamilies.All, .. VolumeFamilies.All, .. StructureFamilies.All,
    ];

    /// <summary>All indicators, in the order of the families.</summary>
    public static IReadOnlyList<IndicatorSignature> All { get; } = Families.SelectMany(family => family.Signatures).ToArray();

    private static readonly FrozenDictionary<string, IndicatorSignature> ByName = All.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);

    /// <summary>Finds an indicator by its exact name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out IndicatorSignature? signature) => ByName.TryGetValue(name, out signature);

    /// <summary>An indicator by its exact name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IndicatorSignature Get(string name) =>
        TryGet(name, out var signature) ? signature : throw new ArgumentException($"{name} is not an indicator; known: {string.Join(' ', All.Select(s => s.Name))}", nameof(name));
}
