using Backtester.Blazor.Jobs;
using Backtester.Blazor.Overview;
using Backtester.Blazor.Pages.Backtests;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages;

/// <summary>Where everything stands, live: what runs now, what came out last, and what to trust of it.</summary>
public sealed partial class Dashboard : IDisposable
{
    private readonly Dictionary<long, JobView> _active = [];
    private Summary? _summary;
    private IDisposable? _subscription;
    private bool _loading;
    private bool _again;

    [Inject] private SummaryService Summaries { get; set; } = null!;

    [Inject] private IJobService Jobs { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private RunDeletion Deletion { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>What backtests are grouped by: strategy (where it is not written), symbol or timeframe.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public string? By { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Deletion.Changed -= Redraw;
        _subscription?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Listen first, then read: a change between the two is not missed.
        Deletion.Changed += Redraw;
        _subscription = Feed.Subscribe(change => _ = InvokeAsync(() => TakeAsync(change)));
        await LoadAsync();
    }

    /// <summary>Reads all again; a change that comes meanwhile makes it read once more, however many came.</summary>
    private async Task LoadAsync()
    {
        if (_loading)
        {
            _again = true;
            return;
        }

        _loading = true;
        try
        {
            do
            {
                _again = false;
                var active = await Jobs.ListAsync(activeOnly: true);
                var summary = await Summaries.ReadAsync(Deletion.Hidden);
                _active.Clear();
                foreach (var job in active)
                {
                    _active[job.Id] = job;
                }

                _summary = summary;
            }
            while (_again);
        }
        finally
        {
            _loading = false;
        }
    }

    private async Task TakeAsync(JobChange change)
    {
        if (change.IsFinal || !_active.TryGetValue(change.JobId, out var job))
        {
            await LoadAsync();
        }
        else
        {
            _active[change.JobId] = job.With(change);
        }

        StateHasChanged();
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
