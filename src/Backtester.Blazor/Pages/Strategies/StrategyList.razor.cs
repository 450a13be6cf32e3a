using Backtester.Blazor.Shared;
using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Strategies;

/// <summary>The catalogue and the user's strategies; the search is in the address.</summary>
public sealed partial class StrategyList
{
    private static readonly (string Value, string Text)[] Sources = [("", "All"), ("catalogue", "Built in"), ("own", "Yours")];

    private IReadOnlyList<CatalogStrategy> _all = [];
    private IReadOnlyList<StrategyFile> _broken = [];
    private bool _importing;

    [Inject] private IStrategyLibrary Library { get; set; } = null!;

    [Inject] private StrategyFolder Folder { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Words that must all be found in the title, the id, the description or the rules.</summary>
    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    /// <summary>One category.</summary>
    [SupplyParameterFromQuery]
    public string? Category { get; set; }

    /// <summary>"catalogue" or "own".</summary>
    [SupplyParameterFromQuery]
    public string? Source { get; set; }

    private IReadOnlyList<CatalogStrategy> Shown { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _all = [.. Library.All.OrderBy(s => !IsOwn(s))];
        _broken = [.. Folder.Files().Where(f => f.Problems.Count > 0)];
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var words = (Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Shown = [.. _all.Where(s =>
            (string.IsNullOrEmpty(Category) || s.Info.Category == Category)
            && Source switch { "own" => IsOwn(s), "catalogue" => !IsOwn(s), _ => true }
            && words.All(w => TextOf(s).Contains(w, StringComparison.OrdinalIgnoreCase)))];
    }

    private static bool IsOwn(CatalogStrategy strategy) => StrategyCatalog.Find(strategy.Info.Id) != strategy;

    private static bool Editable(StrategyFile file) => LanguageNames.IsWellFormed(NameOf(file)) && StrategyCatalog.Find(NameOf(file)) is null;

    private static string NameOf(StrategyFile file) => Path.GetFileNameWithoutExtension(file.Name);

    private static string TextOf(CatalogStrategy strategy) =>
        $"{strategy.Info.Title} {strategy.Info.Id} {strategy.Info.Description} {(strategy is DefinedStrategy defined ? DefinitionWriter.ToYaml(defined.Definition) : "")}";

    private void Set(string name, object? value) => Navigation.SetQuery(new Dictionary<string, object?> { [name] = value });
}
