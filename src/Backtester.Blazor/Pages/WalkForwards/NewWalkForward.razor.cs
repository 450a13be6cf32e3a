using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>The form for a walk-forward, filled from a search where it comes from one; the windows are cut while they are typed.</summary>
public sealed partial class NewWalkForward : IDisposable
{
    private readonly SpecForm _form;
    private readonly LatestLook _live = new();
    private IReadOnlyList<SeriesInfo> _series = [];
    private DocumentSection? _document;
    private IReadOnlyList<TimelineRow> _rows = [];
    private string? _plan;
    private bool _looking;
    private bool _busy;

    /// <summary>Prepares an empty form.</summary>
    public NewWalkForward() => _form = new SpecForm(Changed);

    [Inject] private WalkForwardService Walks { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The search whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <summary>The walk-forward whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? Clone { get; set; }

    private static IReadOnlyList<(string, string)> Modes { get; } = [.. WalkForwardSettings.Modes.Select(m => (m, Format.Words(m)))];

    /// <inheritdoc/>
    public void Dispose() => _live.Dispose();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _series = Catalog.List();
        if (Clone is { } clone && await Walks.GetAsync(clone) is { } walk)
        {
            _form.Document = FormDocument.Parse(walk.Row.SpecText);
        }
        else if (From is { } from && await Searches.GetAsync(from) is { } search)
        {
            _form.Document = FormDocument.Parse(search.Row.SpecText);
            Suggest(BacktestJob.SpecOf(search.Row.Manifest));
        }
        else
        {
            SearchSuggestion.Fill(_form.Document);
            _form.Document.SetText("walk_forward.in_sample", "270d");
            _form.Document.SetText("walk_forward.out_of_sample", "90d");
        }

        Look();
    }

    // The manifest knows the range, also where the spec leaves it open.
    private void Suggest(string spec)
    {
        var filled = FormDocument.Parse(spec);
        if (DateTimeOffset.TryParse(filled.Text("start_date"), out var start) && DateTimeOffset.TryParse(filled.Text("end_date"), out var end)
            && Timeframe.TryParse(filled.Text("timeframe") ?? "", out var timeframe))
        {
            var windows = SuggestedWindows.For(new TimeRange(start.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds() + 1000), timeframe);
            _form.Document.SetText("walk_forward.mode", "rolling");
            _form.Document.SetNumber("walk_forward.in_sample", $"{windows.InSample}");
            _form.Document.SetNumber("walk_forward.out_of_sample", $"{windows.OutOfSample}");
        }
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
            var (plan, _) = await Walks.CheckAsync(_form.Document.ToJson(), SpecFormat.Json, cancellation);
            var minutes = plan is null ? 0 : await Task.Run(() => Walks.EstimateMinutes(plan, cancellation), cancellation);
            await InvokeAsync(() => Show(plan, minutes));
        });
    }

    private void Show(WalkForwardPlan? plan, double minutes)
    {
        _looking = false;
        _rows = plan is null ? [] : TimelineRow.Of(plan.Windows);
        var sets = plan is null ? 0 : plan.Search.Settings.Budget(plan.Search.Space.Total);
        _plan = plan is null
            ? null
            : $"{Format.Count(plan.Windows.Count)} windows of {Format.Count(sets)} sets, {Format.About(60 * minutes)}; {Format.Count(plan.UnusedBars)} of {Format.Count(plan.Bars)} bars at the end are not used.";
        StateHasChanged();
    }

    private async Task RunAsync()
    {
        _busy = true;
        try
        {
            var outcome = await Walks.SubmitAsync(_form.Document.ToJson());
            _form.Problems = outcome.Problems;
            if (outcome.Id is { } id)
            {
                if (outcome.Cached)
                {
                    Toasts.Show("The same walk-forward was made before: this is its stored result.");
                }

                Navigation.NavigateTo($"walkforwards/{id}");
                return;
            }
        }
        finally
        {
            _busy = false;
        }

        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("backtester.focusProblems");
    }
}
