using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Persistence;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>One walk-forward: its windows as they come, and what they say together.</summary>
public sealed partial class WalkForwardResult : IDisposable
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private WalkForwardReading? _walk;
    private JobChange? _live;
    private IDisposable? _subscription;
    private long? _job;
    private DateTime _readAt;
    private bool _missing;

    [Inject] private WalkForwardService Walks { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    /// <summary>The walk-forward.</summary>
    [Parameter]
    public long Id { get; set; }

    private string Status => _live is { IsFinal: false } live ? live.Status : _walk!.Row.Status.Word();

    private bool IsActive => Status is "PENDING" or "RUNNING";

    private string Subtitle
    {
        get
        {
            var row = _walk!.Row;
            return $"{StrategyInfos.TitleOf(row.Strategy)} · {row.Symbols.Replace(",", ", ", StringComparison.Ordinal)} · {row.Timeframe} · {row.Exchange} · {row.Windows} {row.Mode} windows";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _subscription?.Dispose();
        _live = null;
        _subscription = Feed.Subscribe(change => _ = change.Kind == WalkForwardJob.Kind ? InvokeAsync(() => TakeAsync(change)) : Task.CompletedTask);
        await LoadAsync();
    }

    // What made money where it was not chosen, and at least half of what it made where it was.
    private static bool Holds(WalkForwardTotals result) => result.OutOfSampleAnnualReturn > 0 && result.Efficiency is null or >= 0.5;

    private async Task LoadAsync()
    {
        _readAt = DateTime.UtcNow;
        var stored = await Walks.GetAsync(Id);
        _missing = stored is null;
        _walk = stored is null ? null : WalkForwardReading.Of(stored);
        _job = (await Walks.JobAsync(Id))?.Id;
    }

    private async Task TakeAsync(JobChange change)
    {
        if (change.JobId != _job)
        {
            return;
        }

        _live = change;
        if (change.IsFinal || DateTime.UtcNow - _readAt > ReadEvery)
        {
            await LoadAsync();
        }

        StateHasChanged();
    }

    private async Task CancelAsync()
    {
        if (!await Walks.CancelAsync(Id))
        {
            await LoadAsync();
        }
    }

    private async Task ResumeAsync()
    {
        _live = null;
        await Walks.ResumeAsync(Id);
        await LoadAsync();
    }
}
