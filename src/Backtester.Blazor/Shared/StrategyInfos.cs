using Backtester.Core.Formulas;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Shared;

/// <summary>What pages say of strategies: of the catalogue, and of a library with the user's own.</summary>
public static class StrategyInfos
{
    /// <summary>The built-in strategy with this id; null where there is none.</summary>
    public static StrategyInfo? Find(string? id) => id is null ? null : StrategyCatalog.Find(id)?.Info;

    /// <summary>The name for people; the id itself where the catalogue does not have it.</summary>
    public static string TitleOf(string id) => Find(id)?.Title ?? id;

    /// <summary>The strategy of a library with this id; null where there is none. What is no id, such as a definition, is none.</summary>
    public static CatalogStrategy? FindStrategy(IStrategyLibrary library, string? id)
    {
        ArgumentNullException.ThrowIfNull(library);
        return id is not null && LanguageNames.IsWellFormed(id) ? library.Find(id, []) : null;
    }

    /// <summary>All strategies of a library for a list to choose from: id and name, the user's own marked as such.</summary>
    public static IReadOnlyList<(string Id, string Title)> Choices(IStrategyLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return [.. library.All.Select(s => (s.Info.Id, StrategyCatalog.Find(s.Info.Id) == s ? s.Info.Title : $"{s.Info.Title} (yours)"))];
    }
}
