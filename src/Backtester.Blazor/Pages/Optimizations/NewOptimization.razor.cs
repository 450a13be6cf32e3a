using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>The form for a new search: the run spec with ranges in place of some parameters. Sets, time and the history they need are counted while it is typed.</summary>
public sealed partial class NewOptimization : IDisposable
{
    private readonly SpecForm _form;
    private readonly LatestLook _live = new();
    private IReadOnlyList<SeriesInfo> _series = [];
    private DocumentSection? _document;
    private SearchForecast? _forecast;
    private SearchEstimate? _estimate;
    private bool _looking;
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
    public void Dispose() => _live.Dispose();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _series = Catalog.List();
        if (From is { } id && await Searches.GetAsync(id) is { } search)
        {
            _form.Document = FormDocument.Parse(search.Row.SpecText);
        }
        else
        {
            SearchSuggestion.Fill(_form.Document, StrategyInfos.FindStrategy(Library, Strategy ?? "sma_cross")?.Info ?? StrategyInfos.Find(StrategyCatalog.DefaultId)!);
        }

        Look();
    }

    private Task Changed()
    {
        _document?.Refresh();
        Look();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task AppliedAsync()
    {
        _form.Problems = [];
        return Changed();
    }

    // Problems are left to the check and the run: half-typed ranges would shout.
    private void Look()
    {
        _looking = true;
        _ = _live.NextAsync(async cancellation =>
        {
            var (plan, _) = await Searches.CheckAsync(_form.Document.ToJson(), SpecFormat.Json, cancellation);
            var forecast = plan is null ? null : await Task.Run(() => SearchForecast.Of(plan, cancellation), cancellation);
            await InvokeAsync(() => Show(forecast, null));
            if (plan is not null)
            {
                var estimate = await Searches.EstimateAsync(plan, cancellation);
                await InvokeAsync(() => Show(forecast, estimate));
            }
        });
    }

    private void Show(SearchForecast? forecast, SearchEstimate? estimate)
    {
        (_looking, _forecast, _estimate) = (false, forecast, estimate);
        StateHasChanged();
    }

    private Task CheckAsync() => WhileBusyAsync(async () =>
    {
        var (plan, problems) = await Searches.CheckAsync(_form.Document.ToJson(), SpecFormat.Json);
        await ShowAsync(problems);
        if (plan is not null)
        {
            Toasts.Show("The spec has no problem.");
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
        _busy = true;
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
