using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization;
using Backtester.Persistence;
using Backtester.Persistence.Optimizations;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>One search: live while it runs, its verdict and trials afterwards.</summary>
public sealed partial class OptimizationResult : IDisposable
{
    /// <summary>Trials that the page holds: enough for table and heatmap, few enough to send.</summary>
    private const int MostTrials = 5000;

    private StoredSearch? _search;
    private IReadOnlyList<Trial> _trials = [];
    private JobChange? _live;
    private IDisposable? _subscription;
    private long? _job;
    private bool _missing;
    private bool _busy;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The search.</summary>
    [Parameter]
    public long Id { get; set; }

    private string Status => _live is { IsFinal: false } live ? live.Status : _search!.Row.Status.Word();

    private bool IsActive => Status is "PENDING" or "RUNNING";

    private string Subtitle =>
        $"{StrategyInfos.Find(_search!.Row.Strategy)?.Title ?? _search.Row.Strategy} · {_search.Row.Symbols.Replace(",", ", ", StringComparison.Ordinal)} · {_search.Row.Timeframe} · {_search.Row.Exchange} · {Format.Count(_search.Row.TotalCombinations)} sets";

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _subscription?.Dispose();
        _live = null;
        _subscription = Feed.Subscribe(change => _ = change.Kind == OptimizationJob.Kind ? InvokeAsync(() => TakeAsync(change)) : Task.CompletedTask);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _search = await Searches.GetAsync(Id);
        _missing = _search is null;
        _trials = _missing ? [] : await Searches.BestAsync(Id, MostTrials);
        _job = (await Searches.JobAsync(Id))?.Id;
    }

    private async Task TakeAsync(JobChange change)
    {
        if (change.JobId != _job)
        {
            return;
        }

        _live = change;
        if (change.IsFinal)
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        if (!await Searches.CancelAsync(Id))
        {
            await LoadAsync();
        }
    }

    private async Task ResumeAsync()
    {
        _live = null;
        await Searches.ResumeAsync(Id);
        await LoadAsync();
    }

    /// <summary>Runs a trial as a full backtest, whose numbers are the trial's.</summary>
    private async Task OpenAsync(Trial trial)
    {
        _busy = true;
        var spec = (JsonObject)JsonNode.Parse(BacktestJob.SpecOf(_search!.Row.Manifest))!;
        spec.Remove("parameter_ranges");
        spec.Remove("search");
        spec.Remove("name");
        spec["strategy_params"] = new JsonObject(trial.Parameters.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, JsonValue.Create(p.Value))));
        var outcome = await Runs.SubmitAsync(spec.ToJsonString());
        _busy = false;
        if (outcome.RunId is { } id)
        {
            Navigation.NavigateTo($"backtests/{id}");
        }
        else
        {
            Toasts.Show("This set cannot run: " + string.Join(" ", outcome.Problems));
        }
    }
}
