using Backtester.Core.Strategies;

namespace Backtester.Blazor.Shared;

/// <summary>What pages say of strategies: the catalogue without its rules.</summary>
public static class StrategyInfos
{
    /// <summary>All, in order of id.</summary>
    public static IReadOnlyList<StrategyInfo> All { get; } = [.. StrategyCatalog.All.Select(s => s.Info)];

    /// <summary>The strategy with this id; null where there is none.</summary>
    public static StrategyInfo? Find(string? id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>The name for people; the id itself where the catalogue does not have it.</summary>
    public static string TitleOf(string id) => Find(id)?.Title ?? id;
}
