using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>The form for a new search: the run spec with ranges in place of some parameters.</summary>
public sealed partial class NewOptimization
{
    private readonly SpecForm _form;
    private IReadOnlyList<SeriesInfo> _series = [];
    private DocumentSection? _document;
    private string? _checked;
    private bool _busy;

    /// <summary>Prepares an empty form.</summary>
    public NewOptimization() => _form = new SpecForm(Changed);

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private IStrategyLibrary Library { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>A stored search whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <summary>A strategy to begin with.</summary>
    [SupplyParameterFromQuery]
    public string? Strategy { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _series = Catalog.List();
        if (From is { } id && await Searches.GetAsync(id) is { } search)
        {
            _form.Document = FormDocument.Parse(search.Row.SpecText);
            return;
        }

        var strategy = StrategyInfos.FindStrategy(Library, Strategy ?? "sma_cross")?.Info ?? StrategyInfos.Find(StrategyCatalog.DefaultId)!;
        SearchSuggestion.Fill(_form.Document, strategy);
    }

    private Task Changed()
    {
        _checked = null;
        _document?.Refresh();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task AppliedAsync()
    {
        _form.Problems = [];
        return Changed();
    }

    private Task CheckAsync() => WhileBusyAsync(async () =>
    {
        var (plan, problems) = await Searches.CheckAsync(_form.Document.ToJson(), SpecFormat.Json);
        await ShowAsync(problems);
        if (plan is not null)
        {
            var minutes = await Task.Run(() => Searches.EstimateMinutes(plan));
            _checked = $"{Format.Count(plan.Settings.Budget(plan.Space.Total))} of {Format.Count(plan.Space.Total)} sets, about {Format.Duration(60 * minutes)}.";
        }
    });

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await Searches.SubmitAsync(_form.Document.ToJson());
        if (outcome.Id is not { } id)
        {
            await ShowAsync(outcome.Problems);
            return;
        }

        if (outcome.Cached)
        {
            Toasts.Show("The same search was made before: this is its stored result.");
        }

        Navigation.NavigateTo($"optimizations/{id}");
    });

    private async Task WhileBusyAsync(Func<Task> work)
    {
        (_busy, _checked) = (true, null);
        try
        {
            await work();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task ShowAsync(IReadOnlyList<SpecProblem> problems)
    {
        _form.Problems = problems;
        if (problems.Count > 0)
        {
            StateHasChanged();
            await Task.Yield();
            await Js.InvokeVoidAsync("backtester.focusProblems");
        }
    }
}
