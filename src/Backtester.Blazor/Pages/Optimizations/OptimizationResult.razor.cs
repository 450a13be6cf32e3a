using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Optimizations.Result;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Optimizations;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Optimizations;

/// <summary>One search: live while it runs, its verdict and trials afterwards.</summary>
public sealed partial class OptimizationResult : IDisposable
{
    /// <summary>Trials above which the best are shown before all are read.</summary>
    private const int MostAtOnce = 5000;

    /// <summary>How many of them.</summary>
    private const int FirstSets = 100;

    private static readonly (string Name, string Title)[] Tabs = [("", "Sets"), ("front", "Front"), ("map", "Map"), ("parameters", "Parameters"), ("honesty", "Honesty")];

    private StoredSearch? _search;
    private SearchResultData? _data;
    private Trial? _ofMarkets;
    private JobChange? _live;
    private IDisposable? _subscription;
    private long? _job;
    private long? _shown;
    private bool _interactive;
    private bool _missing;
    private bool _busy;

    [Inject] private ActiveStrategyService Active { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private TrialTables Tables { get; set; } = null!;

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private JobFeed Feed { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private StrategyFolder Folder { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The search.</summary>
    [Parameter]
    public long Id { get; set; }

    /// <summary>The part that is shown: front, map, parameters, honesty; the sets without it.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>Nobody listens where the strategy is not the user's own: there is no version to add to.</summary>
    private EventCallback<int> OnDefaults => Folder.FileOf(_search!.Row.Strategy)?.Strategy is null ? default : EventCallback.Factory.Create<int>(this, SaveDefaults);

    private string TabShown { get; set; } = "";

    private string Status => _live is { IsFinal: false } live ? live.Status : _search!.Row.Status.Word();

    private bool IsActive => Status is "PENDING" or "RUNNING";

    private string Subtitle =>
        $"{StrategyInfos.Find(_search!.Row.Strategy)?.Title ?? _search.Row.Strategy} · {_search.Row.Symbols.Replace(",", ", ", StringComparison.Ordinal)} · {_search.Row.Timeframe} · {_search.Row.Exchange} · {Format.Count(_search.Row.TotalCombinations)} sets";

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var tab = Tabs.Any(t => t.Name == Tab) ? Tab! : "";
        if (_shown == Id)
        {
            // Parts read the address too. One that came or went while the address is still being told to those who read it
            // would change their list under the one who tells.
            await Task.Yield();
            TabShown = tab;
            return;
        }

        TabShown = tab;

        _shown = Id;
        _subscription?.Dispose();
        (_live, _data, _ofMarkets) = (null, null, null);
        _subscription = Feed.Subscribe(change => _ = change.Kind == OptimizationJob.Kind ? InvokeAsync(() => TakeAsync(change)) : Task.CompletedTask);
        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _interactive = true;
            await ReadTrialsAsync();
        }
    }

    private async Task LoadAsync()
    {
        _search = await Searches.GetAsync(Id);
        _missing = _search is null;
        _job = (await Searches.JobAsync(Id))?.Id;
        if (_interactive)
        {
            await ReadTrialsAsync();
        }
    }

    /// <summary>Trials are read once the page stands, and what is measured over them is shown when it is ready.</summary>
    private async Task ReadTrialsAsync()
    {
        if (_search is not { } search)
        {
            return;
        }

        var markets = TrialSpec.MarketsOf(search.Row);
        _ofMarkets = search.Best;
        var reading = Tables.GetAsync(search.Row);
        if (!reading.IsCompleted && search.Row.Completed + search.Row.Failed > MostAtOnce)
        {
            var best = await Searches.BestAsync(Id, FirstSets);
            _data = new SearchResultData(search, TrialTable.Of([.. best.OrderBy(t => t.Number)]), null) { IsPartial = true, Markets = markets };
            StateHasChanged();
        }

        var table = await reading;
        _data = new SearchResultData(search, table, null) { Markets = markets };
        StateHasChanged();
        var fronts = await Searches.FrontSetsAsync(search.Row);
        var robustness = await Tables.RobustnessAsync(search.Row);
        if (ReferenceEquals(_search, search))
        {
            _data = new SearchResultData(search, table, robustness) { Markets = markets, Fronts = fronts };
            StateHasChanged();
        }
    }

    private static string NothingScored(SearchResultData data) => data.Table.Measured.Any(measured => measured)
        ? $"None of the {Format.Count(data.Table.Count)} sets has a score."
        : $"All {Format.Count(data.Table.Count)} sets were refused.";

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

    private async Task PauseAsync()
    {
        if (!await Searches.PauseAsync(Id))
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

    private void SaveDefaults(int row)
    {
        try
        {
            var saved = NewDefaults.Save(Folder, _search!.Row.Strategy, _data!.Table.ParametersAt(row));
            Toasts.Show(saved is null ? "The strategy is no longer stored." : $"Saved {saved.Info.Id} {saved.Info.Version}, whose defaults are those of set {_data.Table.Numbers[row]}.");
        }
        catch (Exception error) when (error is FormulaException or IOException or UnauthorizedAccessException)
        {
            Toasts.Show($"This could not be stored: {error.Message}");
        }
    }

    /// <summary>Follows the settings of a set: recommendations are made on them from then on.</summary>
    private async Task FollowAsync(int row)
    {
        _busy = true;
        try
        {
            var followed = await Active.FollowTrialAsync(Id, _data!.Table.Numbers[row]);
            Toasts.Show(followed.Strategy is { } strategy
                ? new Toast($"{strategy.Row.Name} is followed, version {strategy.Version.Number}.", "Recommendations", LeadToAdvice)
                : new Toast(followed.Conflict + "."));
        }
        catch (SpecException error)
        {
            Toasts.Show("This set cannot be followed: " + string.Join(" ", error.Problems));
        }
        finally
        {
            _busy = false;
        }
    }

    private Task LeadToAdvice()
    {
        Navigation.NavigateTo("recommendations");
        return Task.CompletedTask;
    }

    /// <summary>Runs a set as a full backtest, whose numbers are the set's; one of several markets is shown on each, to choose from.</summary>
    private async Task OpenAsync(int row)
    {
        if (_data!.IsAcross)
        {
            _ofMarkets = await Searches.TrialAsync(Id, _data.Table.Numbers[row]);
            return;
        }

        await RunAsync(_data.Table.ParametersAt(row), market: null);
    }

    private Task OpenOnAsync(string market) => RunAsync(_ofMarkets!.Parameters, market);

    private async Task RunAsync(IReadOnlyDictionary<string, double> parameters, string? market)
    {
        _busy = true;
        var outcome = await Runs.SubmitAsync(TrialSpec.Of(_search!.Row, parameters, market).ToJsonString());
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
