using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Strategies.Editing;

/// <summary>The last candles of a series with the bars on which the rules fire. While the rules have problems the last good picture stays, pale.</summary>
public sealed partial class PreviewCard
{
    private static readonly int[] Choices = [500, 1_000, RulePreview.MostBars];

    private ElementReference _canvas;
    private IJSObjectReference? _chart;
    private RulePreview? _preview;
    private RulePreview? _drawn;
    private CancellationTokenSource? _cancel;
    private (string? Hash, SeriesKey? Key, int Bars) _asked;
    private string? _problem;
    private int _bars = 500;
    private bool _stale;
    private bool _drawing;
    private bool _left;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>The rules; null while they have problems.</summary>
    [Parameter, EditorRequired]
    public required StrategyDefinition? Definition { get; set; }

    /// <summary>The series to choose from.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SeriesInfo> Series { get; set; }

    /// <summary>The series that is shown.</summary>
    [Parameter, EditorRequired]
    public required SeriesKey? Chosen { get; set; }

    /// <summary>Another series was chosen.</summary>
    [Parameter]
    public EventCallback<SeriesKey?> ChosenChanged { get; set; }

    private string State => _problem is not null ? "problem" : _preview is null ? "waiting" : _stale ? "stale" : "ready";

    private string Sentence => (_problem, _preview) switch
    {
        ({ } problem, _) => problem,
        (_, null) => Definition is null ? "As soon as the rules have no problem, this shows where they fire." : "Computing…",
        (_, { } p) => (_stale ? "Before the change: " : "") + Counts(p),
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _left = true;
        _cancel?.Cancel();
        _cancel?.Dispose();
        try
        {
            if (_chart is not null)
            {
                await _chart.InvokeVoidAsync("dispose");
                await _chart.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        _stale = Definition is null || Definition.ContentHash != _asked.Hash;
        return ComputeAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // One at a time: a preview that comes while the chart is being made is drawn in its turn, into the same chart.
        if (_drawing)
        {
            return;
        }

        _drawing = true;
        try
        {
            while (!_left && _preview is not null && !ReferenceEquals(_preview, _drawn))
            {
                _chart ??= await CreateAsync();
                if (_chart is null)
                {
                    return;
                }

                var preview = _preview;
                await _chart.InvokeVoidAsync("draw", RuleChart.Of(preview));
                _drawn = preview;
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
        finally
        {
            _drawing = false;
        }
    }

    /// <summary>
    /// Makes the chart; null where the page was left while its script came. Calls and removals reach the browser in the
    /// order in which they are sent, so an element is there for whoever asks before its component is disposed, and only then.
    /// </summary>
    private async Task<IJSObjectReference?> CreateAsync()
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/charts/rule-chart.js"]);
        if (_left)
        {
            return null;
        }

        var chart = await module.InvokeAsync<IJSObjectReference?>("create", _canvas, Assets["lib/lightweight-charts.js"]);
        if (!_left || chart is null)
        {
            return chart;
        }

        // Nobody else knows of it any more.
        await chart.InvokeVoidAsync("dispose");
        await chart.DisposeAsync();
        return null;
    }

    private static string Counts(RulePreview preview)
    {
        var parts = new[] { (Signals.LongEntry, "long entry"), (Signals.LongExit, "long exit"), (Signals.ShortEntry, "short entry"), (Signals.ShortExit, "short exit") }
            .Select(s => (Word: s.Item2, Count: preview.Count(s.Item1)))
            .Where(s => s.Count > 0)
            .Select(s => $"{s.Word} on {Format.Count(s.Count)}")
            .ToList();
        var span = $"{Format.Count(preview.Candles.Count)} bars from {Format.ZonedTime(preview.Candles.OpenTimeMs[0])}";
        return parts.Count == 0 ? $"No rule fires on these {span}." : $"Of {span}: {string.Join(", ", parts)}.";
    }

    /// <summary>The instruments that have candles, each with its market.</summary>
    private IEnumerable<(string Exchange, string Symbol)> Instruments => Series.Select(s => (s.Key.Exchange, s.Key.Symbol)).Distinct();

    /// <summary>Timeframes that are stored for the instrument, or made from shorter candles.</summary>
    private IEnumerable<Timeframe> Timeframes => Chosen is { } key ? PreviewSeries.TimeframesOf(Series, key) : [];

    private Task ChooseInstrumentAsync(ChangeEventArgs e)
    {
        var (exchange, symbol) = Instruments.FirstOrDefault(i => $"{i.Exchange} {i.Symbol}" == (string?)e.Value);
        return exchange is null ? Task.CompletedTask : ChosenChanged.InvokeAsync(PreviewSeries.Of(Series, exchange, symbol, Chosen?.Timeframe));
    }

    private Task ChooseTimeframeAsync(ChangeEventArgs e) =>
        Chosen is { } key && Timeframe.TryParse((string?)e.Value, out var timeframe) ? ChosenChanged.InvokeAsync(key with { Timeframe = timeframe }) : Task.CompletedTask;

    private Task ShowAsync(int bars)
    {
        _bars = bars;
        return ComputeAsync();
    }

    private async Task ComputeAsync()
    {
        if (Definition is not { } definition || Chosen is not { } key || _asked == (definition.ContentHash, key, _bars))
        {
            return;
        }

        _asked = (definition.ContentHash, key, _bars);
        _cancel?.Cancel();
        _cancel?.Dispose();
        _cancel = new CancellationTokenSource();
        var (asked, bars, token) = (_asked, _bars, _cancel.Token);
        try
        {
            var preview = await Task.Run(() => RulePreview.Of(definition, key, Catalog, bars, token), token);
            if (asked == _asked)
            {
                (_preview, _problem, _stale) = (preview, null, Definition?.ContentHash != asked.Hash);
            }
        }
        catch (OperationCanceledException)
        {
            // Another one is on the way.
        }
        catch (SpecException error)
        {
            _problem = string.Join(" ", error.Problems.Select(p => $"{p.Message}{(p.Got is null ? "" : $": {p.Got}")}."));
        }

        StateHasChanged();
    }
}
