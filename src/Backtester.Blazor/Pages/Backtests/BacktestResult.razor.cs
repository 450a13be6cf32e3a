using Backtester.Blazor.Charts;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;
using Microsoft.AspNetCore.Components;
using RunSummary = Backtester.Blazor.Runs.RunSummary;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>One run: live while it runs, its result afterwards. The curve and the candles come over HTTP.</summary>
public sealed partial class BacktestResult : IDisposable
{
    private RunSummary? _run;
    private RunDetail? _detail;
    private RunReport? _report;
    private JobChange? _live;
    private LiveState? _state;
    private RunChart? _chart;
    private IDisposable? _subscription;
    private long _shown;
    private bool _missing;
    private bool _busy;

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private LiveRuns Live { get; set; } = null!;

    [Inject] private RunDeletion Deletion { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The run.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>The symbol that the chart shows; the first one where it is not written.</summary>
    [SupplyParameterFromQuery(Name = "chart")]
    public string? Chart { get; set; }

    /// <summary>The Monte Carlo question that is shown: path, luck or execution.</summary>
    [SupplyParameterFromQuery(Name = "risk")]
    public string? Risk { get; set; }

    private bool IsActive => _run?.Status is "PENDING" or "RUNNING";

    private string ChartSymbol => _run!.Symbols.FirstOrDefault(s => s == Chart) ?? _run.Symbols[0];

    private string Subtitle =>
        $"{RunColumns.StrategyTitle(_run!)} · {string.Join(", ", _run!.Symbols)} · {_run.Timeframe} · {Format.Day(_run.StartMs)} to {Format.Day(_run.EndMs - 1)} · {_run.Exchange}";

    private string ChartDescription =>
        $"Candles of {ChartSymbol} with {Format.Count(_run!.TotalTrades)} trades, equity from {Format.Number(_run.InitialCapital)} to {Format.Number(_run.FinalEquity)}, deepest drawdown {Format.Percent(_run.MaxDrawdownPercentage)}. The table below holds the same trades.";

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
        {
            return;
        }

        _shown = Id;
        _subscription?.Dispose();
        (_live, _detail, _report) = (null, null, null);

        // Listen first, then read: a change between the two is not missed.
        _subscription = Feed.Subscribe(change => _ = InvokeAsync(() => TakeAsync(change)));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _run = await Runs.SummaryAsync(Id);
        _missing = _run is null;
        _state = Live.Find(Id);
        _detail = _missing ? null : await Runs.GetAsync(Id);
        _run = _detail?.Summary ?? _run;
    }

    private async Task TakeAsync(JobChange change)
    {
        if (change.RunId != Id || _run is null)
        {
            return;
        }

        _live = change;
        if (change.IsFinal)
        {
            await LoadAsync();
        }
        else if (IsActive)
        {
            (_run, _state) = (_run with { Status = change.Status }, Live.Find(Id));
        }

        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        if (!await Runs.CancelAsync(Id))
        {
            await LoadAsync();
        }
    }

    private async Task RerunAsync()
    {
        _busy = true;
        var outcome = await Runs.RerunAsync(Id);
        _busy = false;
        if (outcome?.RunId is { } id)
        {
            Navigation.NavigateTo($"backtests/{id}");
        }
        else
        {
            Toasts.Show("This cannot run again: " + string.Join(" ", outcome?.Problems ?? []));
        }
    }

    private async Task RenameAsync(string name)
    {
        if (await Runs.EditAsync(Id, new RunEdit(name)))
        {
            _run = _run! with { Name = name };
        }
    }

    private async Task<string?> SaveNotesAsync(string notes, IReadOnlyList<string> tags)
    {
        try
        {
            await Runs.EditAsync(Id, new RunEdit(Notes: notes, Tags: tags));
            _run = await Runs.SummaryAsync(Id) ?? _run;

            // The card only hears that it is stored; what it shows comes from here.
            StateHasChanged();
            return null;
        }
        catch (SpecException error)
        {
            return string.Join(" ", error.Problems);
        }
    }

    private void Delete()
    {
        Deletion.Begin(_run!);
        Navigation.NavigateTo("backtests");
    }

    /// <summary>The chart follows the address; the same trade once more moves it back to that trade.</summary>
    private async Task ShowTradeAsync(int row)
    {
        var before = Navigation.Uri;
        Navigation.SetQuery(new Dictionary<string, object?> { ["trade"] = row + 1, ["chart"] = _detail!.Trades[row].Symbol is var symbol && symbol == _run!.Symbols[0] ? null : symbol });
        if (Navigation.Uri == before && _chart is not null)
        {
            await _chart.FocusAsync(row);
        }
    }
}
