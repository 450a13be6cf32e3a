using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Templates;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The form for a new run. What was typed is kept in the browser's session storage until it runs.</summary>
public sealed partial class NewBacktest
{
    private const string DraftKey = "backtester-new-backtest";

    private readonly SpecForm _form;
    private IReadOnlyList<SeriesInfo> _series = [];
    private DocumentSection? _document;
    private string? _checked;
    private bool _busy;

    /// <summary>Prepares an empty form.</summary>
    public NewBacktest() => _form = new SpecForm(ChangedAsync);

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private SpecTemplates Templates { get; set; } = null!;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>A stored run whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    /// <summary>A search whose set the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? Search { get; set; }

    /// <summary>The number of that set.</summary>
    [SupplyParameterFromQuery]
    public int? Set { get; set; }

    /// <summary>Of a set of a search over several markets the one to begin with; the first without it.</summary>
    [SupplyParameterFromQuery]
    public string? Market { get; set; }

    /// <summary>A strategy to begin with.</summary>
    [SupplyParameterFromQuery]
    public string? Strategy { get; set; }

    /// <summary>A market to begin with.</summary>
    [SupplyParameterFromQuery]
    public string? Exchange { get; set; }

    /// <summary>A universe to begin with, in place of symbols.</summary>
    [SupplyParameterFromQuery]
    public string? Universe { get; set; }

    /// <summary>A symbol to begin with.</summary>
    [SupplyParameterFromQuery]
    public string? Symbol { get; set; }

    /// <summary>A timeframe to begin with.</summary>
    [SupplyParameterFromQuery]
    public string? Timeframe { get; set; }

    /// <summary>A saved template that the form begins with.</summary>
    [SupplyParameterFromQuery]
    public string? Template { get; set; }

    private bool HasStart =>
        Template is not null || From is not null || Search is not null || Strategy is not null || Exchange is not null || Symbol is not null || Universe is not null;

    private string Here => new Uri(Navigation.Uri).PathAndQuery.TrimStart('/');

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _series = Catalog.List();
        _form.Document = await StartAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || HasStart || await Js.InvokeAsync<string?>("backtester.drafts.read", DraftKey) is not { } draft)
        {
            return;
        }

        _form.Document = FormDocument.Parse(draft);
        StateHasChanged();
    }

    private static string FieldId(string field) => "f-" + field.Split('[')[0].Replace('.', '-');

    private async Task<FormDocument> StartAsync()
    {
        if (Template is { } template && Templates.Read(template) is { } saved)
        {
            return FormDocument.Parse(saved);
        }

        if (From is { } id && await Runs.GetAsync(id) is { } run)
        {
            return FormDocument.Parse(run.SpecText);
        }

        if (Search is { } search && await Searches.GetAsync(search) is { Row: var row } && await Searches.TrialAsync(search, Set ?? 0) is { } trial)
        {
            var markets = TrialSpec.MarketsOf(row);
            return FormDocument.Parse(TrialSpec.Of(row, trial.Parameters, markets.Contains(Market ?? "") ? Market : markets.Count > 0 ? markets[0] : null).ToJsonString());
        }

        var document = new FormDocument();
        var series = _series.FirstOrDefault(s => (Exchange is null || s.Key.Exchange == Exchange) && (Symbol is null || s.Key.Symbol == Symbol) && !s.Synthetic)
            ?? _series.FirstOrDefault(s => Exchange is null || s.Key.Exchange == Exchange);
        document.SetText("exchange", Exchange ?? series?.Key.Exchange ?? SeriesKey.SampleExchange);
        if (Universe is not null)
        {
            document.SetText("universe", Universe);
        }
        else if ((Symbol ?? series?.Key.Symbol) is { } symbol)
        {
            document.SetList("symbols", [symbol]);
        }

        document.SetText("timeframe", Timeframe ?? (series is { Synthetic: false } ? series.Key.Timeframe.Name : "1h"));
        document.SetText("strategy", Strategy ?? Core.Strategies.StrategyCatalog.DefaultId);
        return document;
    }

    private async Task ChangedAsync()
    {
        _checked = null;
        _document?.Refresh();
        StateHasChanged();
        await Js.InvokeVoidAsync("backtester.drafts.write", DraftKey, _form.Document.ToJson());
    }

    private async Task AppliedAsync()
    {
        _form.Problems = [];
        await ChangedAsync();
    }

    private async Task StartOverAsync()
    {
        await Js.InvokeVoidAsync("backtester.drafts.clear", DraftKey);
        (_form.Problems, _checked) = ([], null);
        _form.Document = await StartAsync();
        _document?.Refresh();
    }

    private async Task BeginWithAsync(string? template)
    {
        Navigation.SetQuery(new Dictionary<string, object?> { ["template"] = template });
        if (template is not null && Templates.Read(template) is { } saved)
        {
            _form.Document = FormDocument.Parse(saved);
            await AppliedAsync();
        }
    }

    private Task CheckAsync() => WhileBusyAsync(async () =>
    {
        var check = await Runs.CheckAsync(_form.Document.ToJson());
        await ShowAsync(check.Problems);
        _checked = check.Plan is { } plan
            ? $"This will run: {string.Join(", ", plan.Spec.Symbols)} on {plan.Spec.Exchange}, {plan.Spec.Timeframe} candles, {Format.Day(plan.Range.StartMs)} to {Format.Day(plan.Range.EndMs - 1)}."
            : null;
    });

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await Runs.SubmitAsync(_form.Document.ToJson());
        if (outcome.RunId is not { } id)
        {
            await ShowAsync(outcome.Problems);
            return;
        }

        await Js.InvokeVoidAsync("backtester.drafts.clear", DraftKey);
        if (outcome.Cached)
        {
            Toasts.Show("The same backtest was run before: this is its stored result.");
        }

        Navigation.NavigateTo($"backtests/{id}");
    });

    private async Task WhileBusyAsync(Func<Task> work)
    {
        (_busy, _checked) = (true, null);
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
