using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization.CrossValidation;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.CrossValidations;

/// <summary>The form for a cross-validation, filled from a search where it comes from one, and its answer, which lives as long as the page.</summary>
public sealed partial class NewCrossValidation : IDisposable
{
    private readonly SpecForm _form;
    private readonly LatestLook _live = new();
    private CancellationTokenSource? _running;
    private IReadOnlyList<SeriesInfo> _series = [];
    private IReadOnlyList<string> _adapted = [];
    private DocumentSection? _document;
    private CrossValidationResult? _result;
    private string? _plan;
    private double _progress;
    private bool _looking;
    private bool _busy;

    /// <summary>Prepares an empty form.</summary>
    public NewCrossValidation() => _form = new SpecForm(Changed);

    [Inject] private CrossValidationService Service { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>The search whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _live.Dispose();
        _running?.Cancel();
        _running?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _series = Catalog.List();
        if (From is { } from && await Searches.GetAsync(from) is { } search)
        {
            _form.Document = FormDocument.Parse(search.Row.SpecText);
            _adapted = BlindSearch.Adapt(_form.Document);
        }
        else
        {
            SearchSuggestion.Fill(_form.Document);
        }

        _form.Document.SetNumber("cross_validation.groups", "6");
        _form.Document.SetNumber("cross_validation.test_groups", "2");
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

    // Problems are left to the run: half-typed lengths would shout.
    private void Look()
    {
        _looking = true;
        _ = _live.NextAsync(async cancellation =>
        {
            var (plan, _) = await Service.CheckAsync(_form.Document.ToJson(), SpecFormat.Json, cancellation);
            var seconds = plan is null ? 0 : 60 * await Task.Run(() => Searches.EstimateMinutes(plan.Search, cancellation), cancellation);
            await InvokeAsync(() => Show(plan, seconds));
        });
    }

    private void Show(CrossValidationPlan? plan, double seconds)
    {
        _looking = false;
        if (plan is null)
        {
            _plan = null;
        }
        else
        {
            var sets = plan.Search.Settings.Budget(plan.Search.Space.Total);
            _plan = $"{Format.Count(plan.Splits)} splits and {Format.Count(plan.Paths)} paths of {Format.Count(plan.Days)} days; {Format.Count(sets)} sets, each simulated once, {Format.About(seconds)}.";
        }

        StateHasChanged();
    }

    private void Stop() => _running?.Cancel();

    private async Task RunAsync()
    {
        _running?.Dispose();
        _running = new CancellationTokenSource();
        (_busy, _progress, _result, _form.Problems) = (true, 0, null, []);
        try
        {
            _result = await Service.RunAsync(_form.Document.ToJson(), SpecFormat.Json, _running.Token, Hear);
            return;
        }
        catch (OperationCanceledException)
        {
            // Stopped, or the page was left.
            return;
        }
        catch (SpecException error)
        {
            _form.Problems = error.Problems;
        }
        finally
        {
            _busy = false;
        }

        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("backtester.focusProblems");
    }

    private void Hear(double share)
    {
        // Whole percents: a page need not hear of every batch.
        if (share - _progress >= 0.01)
        {
            _progress = share;
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
