using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>All runs: filters, sort and page are in the address, states are live.</summary>
public sealed partial class BacktestList : IDisposable
{
    private const int Limit = 500;
    private const int PageSize = 25;

    private static readonly string[] Statuses = ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"];

    private readonly Dictionary<long, double> _progress = [];
    private List<RunSummary>? _runs;
    private bool _more;
    private RunQuery? _loaded;
    private IDisposable? _subscription;

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private RunDeletion Deletion { get; set; } = null!;

    [Inject] private Core.Strategies.IStrategyLibrary Library { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Part of the name.</summary>
    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    /// <summary>One status.</summary>
    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    /// <summary>One strategy.</summary>
    [SupplyParameterFromQuery]
    public string? Strategy { get; set; }

    /// <summary>One symbol.</summary>
    [SupplyParameterFromQuery]
    public string? Symbol { get; set; }

    /// <summary>The column by which rows are sorted.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>Largest first.</summary>
    [SupplyParameterFromQuery(Name = "desc")]
    public bool Descending { get; set; }

    /// <summary>Page number from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    private bool Filtered => !string.IsNullOrEmpty(Text) || !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Strategy) || !string.IsNullOrEmpty(Symbol);

    private IReadOnlyList<RunSummary> Shown => RunColumns.Sorted((_runs ?? []).Where(r => !Deletion.Hides(r.Id)), Sort, Descending);

    private int CurrentPage => Math.Clamp(Page ?? 1, 1, Math.Max(1, (Shown.Count + PageSize - 1) / PageSize));

    /// <inheritdoc/>
    public void Dispose()
    {
        Deletion.Changed -= Redraw;
        _subscription?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Deletion.Changed += Redraw;
        _subscription = Feed.Subscribe(change => _ = InvokeAsync(() => TakeAsync(change)));
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var query = new RunQuery(Limit, null, Null(Status), Null(Strategy), Symbol is null ? null : Null(Core.Market.SymbolName.Normalize(Symbol)), Null(Text));
        if (query == _loaded)
        {
            return;
        }

        _loaded = query;
        await LoadAsync(query);
    }

    private static string? Null(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task LoadAsync(RunQuery query)
    {
        var page = await Runs.ListAsync(query);
        (_runs, _more) = ([.. page.Runs], page.NextCursor is not null);
    }

    private IReadOnlyList<RunSummary> PageOf(IReadOnlyList<RunSummary> runs) => [.. runs.Skip((CurrentPage - 1) * PageSize).Take(PageSize)];

    private async Task TakeAsync(JobChange change)
    {
        if (change.RunId is not { } id || _runs is null)
        {
            return;
        }

        _progress[id] = change.Progress;
        var index = _runs.FindIndex(r => r.Id == id);
        if (change.Status == "DELETED")
        {
            _runs.RemoveAll(r => r.Id == id);
        }
        else if (index < 0)
        {
            await LoadAsync(_loaded!);
        }
        else if (change.IsFinal && await Runs.SummaryAsync(id) is { } finished)
        {
            // The list may have been loaded anew meanwhile.
            index = _runs.FindIndex(r => r.Id == id);
            if (index >= 0)
            {
                _runs[index] = finished;
            }
        }
        else
        {
            _runs[index] = _runs[index] with { Status = change.Status };
        }

        StateHasChanged();
    }

    private void SortBy(string column)
    {
        // First click: numbers largest first, words from A; second click turns it; third click goes back to newest first.
        var numeric = RunColumns.All.Any(c => c.Column == column && c.Numeric);
        var (sort, descending) = Sort != column ? (column, numeric) : Descending == numeric ? (column, !numeric) : ((string?)null, false);
        Navigation.SetQuery(new Dictionary<string, object?> { ["sort"] = sort, ["desc"] = descending, ["page"] = null });
    }

    private void Set(string name, object? value)
    {
        var values = new Dictionary<string, object?> { [name] = value };
        if (name != "page")
        {
            values["page"] = null;
        }

        Navigation.SetQuery(values);
    }

    private void Clear() =>
        Navigation.SetQuery(new Dictionary<string, object?> { ["text"] = null, ["status"] = null, ["strategy"] = null, ["symbol"] = null, ["page"] = null });

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
