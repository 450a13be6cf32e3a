using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Templates;
using Backtester.Core.Market;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The form for a new run. It may begin with a stored run, a set of a search, a template, or words of its address.</summary>
public sealed partial class NewBacktest
{
    private string? _checked;

    [Inject] private IBacktestService Runs { get; set; } = null!;

    [Inject] private OptimizationService Searches { get; set; } = null!;

    [Inject] private WalkForwardService Walks { get; set; } = null!;

    [Inject] private SpecTemplates Templates { get; set; } = null!;

    [Inject] private SpecDefaults Defaults { get; set; } = null!;

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

    /// <summary>The walk-forward of whose window the form begins with the chosen set on the stretch that it traded.</summary>
    [SupplyParameterFromQuery]
    public long? Walk { get; set; }

    /// <summary>The window's number.</summary>
    [SupplyParameterFromQuery]
    public int? Window { get; set; }

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

    /// <inheritdoc/>
    protected override void OnDocument() => _checked = null;

    /// <inheritdoc/>
    protected override async Task<FormDocument> StartAsync()
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

        if (Walk is { } walk && await Walks.GetAsync(walk) is { } stored
            && WalkForwardReading.Of(stored).Windows.FirstOrDefault(w => w.Number == Window) is { } window && WindowSpec.Of(stored.Row, window) is { } traded)
        {
            return FormDocument.Parse(traded.ToJsonString());
        }

        var document = Defaults.Read();
        var series = Series.FirstOrDefault(s => (Exchange is null || s.Key.Exchange == Exchange) && (Symbol is null || s.Key.Symbol == Symbol) && !s.Synthetic)
            ?? Series.FirstOrDefault(s => Exchange is null || s.Key.Exchange == Exchange);
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

    private async Task BeginWithTemplateAsync(string? template)
    {
        Navigation.SetQuery(new Dictionary<string, object?> { ["template"] = template });
        if (template is not null && Templates.Read(template) is { } saved)
        {
            await BeginWithAsync(FormDocument.Parse(saved));
        }
    }

    private Task CheckAsync() => WhileBusyAsync(async () =>
    {
        _checked = null;
        var check = await Runs.CheckAsync(Form.Document.ToJson());
        await ShowAsync(check.Problems);
        _checked = check.Plan is { } plan
            ? $"This will run: {string.Join(", ", plan.Spec.Symbols)} on {plan.Spec.Exchange}, {plan.Spec.Timeframe} candles, {Format.Day(plan.Range.StartMs)} to {Format.Day(plan.Range.EndMs - 1)}."
            : null;
    });

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await Runs.SubmitAsync(Form.Document.ToJson());
        if (outcome.RunId is not { } id)
        {
            await ShowAsync(outcome.Problems);
            return;
        }

        await LeaveAsync($"backtests/{id}", outcome.Cached, "backtest");
    });

    private Task StartedAsync(long run) => LeaveAsync($"backtests/{run}", cached: false, "backtest");
}
