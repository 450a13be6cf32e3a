using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Persistence.Runs;
using Microsoft.AspNetCore.Components;
using RunQuery = Backtester.Blazor.Runs.RunQuery;
using RunSummary = Backtester.Blazor.Runs.RunSummary;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>All runs, sorted and paged by the database: filters, sort and page are in the address, states are live.</summary>
public sealed partial class BacktestList : IDisposable
{
    private const int PageSize = 25;

    private readonly Dictionary<long, double> _progress = [];
    private readonly List<long> _chosen = [];
    private IReadOnlyList<KeyValuePair<string, int>> _tags = [];
    private RunQuery _query = new();
    private RunPage? _page;
    private RunQuery? _loaded;
    private bool _loading;
    private bool _again;
    private IDisposable? _subscription;

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private RunDeletion Deletion { get; set; } = null!;

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

    /// <summary>One tag.</summary>
    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    /// <summary>The column by which rows are sorted.</summary>
    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    /// <summary>Largest first.</summary>
    [SupplyParameterFromQuery(Name = "desc")]
    public bool Descending { get; set; }

    /// <summary>Page number from 1.</summary>
    [SupplyParameterFromQuery]
    public int? Page { get; set; }

    private bool Filtered => _query is not { Text: null, Status: null, Strategy: null, Symbol: null, Tag: null };

    private int CurrentPage => (_query.Skip / PageSize) + 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        Deletion.Changed -= Reload;
        _subscription?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Deletion.Changed += Reload;
        _subscription = Feed.Subscribe(change => _ = InvokeAsync(() => TakeAsync(change)));
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var (sort, descending) = RunColumns.Order(Sort, Descending);
        _query = new RunQuery(
            PageSize, null, Null(Status), Null(Strategy), Symbol is null ? null : Null(Core.Market.SymbolName.Normalize(Symbol)), Null(Text), sort, descending, Null(Tag),
            (Math.Max(1, Page ?? 1) - 1) * PageSize);
        if (_query != _loaded)
        {
            await LoadAsync();
        }
    }

    private static string? Null(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Reads the page; what changes meanwhile makes it read once more, however much that is.</summary>
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
                var query = _query;
                var page = await Runs.ListAsync(query with { Without = Deletion.Hidden });
                if (page.Runs.Count == 0 && page.Total > 0)
                {
                    // The last page went with its last run.
                    _query = query with { Skip = (int)((page.Total - 1) / PageSize * PageSize) };
                    _again = true;
                    continue;
                }

                (_page, _loaded, _tags) = (page, query, await Runs.TagsAsync());
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
        if (change.RunId is not { } id || _page is not { } page)
        {
            return;
        }

        _progress[id] = change.Progress;

        // Any end may move rows of other pages to this one; a start may put a run on it.
        if (change.IsFinal || change.Status == "PENDING")
        {
            _chosen.RemoveAll(c => change.Status == "DELETED" && c == id);
            await LoadAsync();
        }
        else
        {
            _page = page with { Runs = [.. page.Runs.Select(r => r.Id == id ? r with { Status = change.Status } : r)] };
        }

        StateHasChanged();
    }

    private async Task RenameAsync((RunSummary Run, string Name) change)
    {
        await Runs.EditAsync(change.Run.Id, new RunEdit(change.Name));
        await LoadAsync();
    }

    private void Choose(long id)
    {
        if (!_chosen.Remove(id))
        {
            _chosen.Add(id);
        }
    }

    private void SortBy(string column)
    {
        var (sort, descending) = RunColumns.Next(column, Sort, Descending);
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
        Navigation.SetQuery(new Dictionary<string, object?> { ["text"] = null, ["status"] = null, ["strategy"] = null, ["symbol"] = null, ["tag"] = null, ["page"] = null });

    private void Reload() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
