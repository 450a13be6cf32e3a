using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Pages.Optimizations.Result;

/// <summary>What the parts of a search's page show: the search, its trials and what is measured over them.</summary>
/// <param name="Search">The stored search.</param>
/// <param name="Table">Its trials.</param>
/// <param name="Robustness">What is measured over them; null until it is.</param>
public sealed record SearchResultData(StoredSearch Search, TrialTable Table, SearchRobustness? Robustness)
{
    /// <summary>True while only the best sets of many are there.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The markets that each set was run on, an account of its own on each; empty where the search has one account.</summary>
    public IReadOnlyList<string> Markets { get; init; } = [];

    /// <summary>The sets of a search with several objectives; null for other searches.</summary>
    public SearchFronts? Fronts { get; init; }

    /// <summary>True where to open a set asks on which market.</summary>
    public bool IsAcross => Markets.Count > 0;

    /// <summary>The objective as it is shown.</summary>
    public MetricCard Objective => MetricCard.Of(Search.Row.Objective);

    /// <summary>The metrics that tables and maps offer, the objective first.</summary>
    public IReadOnlyList<string> Metrics => [.. new[] { Search.Row.Objective }.Where(Table.MetricNames.Contains), .. Table.MetricNames.Where(name => name != Search.Row.Objective)];

    /// <summary>The column that stands for the objective: the metric itself where the table holds it, which is easier to read than the score.</summary>
    public string ObjectiveColumn => Table.MetricNames.Contains(Search.Row.Objective) ? Search.Row.Objective : "score";

    /// <summary>How many of the trials have a score.</summary>
    public int Scored => Table.Scores.Count(double.IsFinite);

    /// <summary>A column's title.</summary>
    public string Title(string column) => column switch
    {
        "score" => "Score",
        "number" => "Set",
        _ when Table.ParameterNames.Contains(column) => Format.Words(column),
        _ => MetricCard.Of(column).Label,
    };

    /// <summary>A column's value as it is shown.</summary>
    public string Write(string column, double value) => column switch
    {
        "score" => Format.Number(value, 3),
        "number" => Format.Count(value),
        _ when Table.ParameterNames.Contains(column) => Format.Quantity(value),
        _ => MetricCard.Of(column).Write(value),
    };
}
