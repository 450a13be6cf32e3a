using System.Globalization;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Charts;

/// <summary>
/// Price with trades and indicators, equity, drawdown and exposure of a run on one time axis. What it shows stands in the
/// page's address: the lines, the volume profile, the stretch and the chosen trade.
/// </summary>
public sealed partial class RunChart
{
    private static readonly (string Text, int Days)[] Ranges = [("1 month", 30), ("3 months", 91), ("1 year", 365), ("All", 0)];

    private ElementReference _canvas;
    private IJSObjectReference? _chart;
    private DotNetObjectReference<RunChart>? _self;
    private IReadOnlyList<ChartLine>? _lines;
    private string? _linesOf;
    private string? _drawn;
    private int? _focused;
    private bool _left;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ChartSources Sources { get; set; } = null!;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired] public required long RunId { get; set; }

    /// <summary>Its symbols.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Symbols { get; set; }

    /// <summary>The symbol that is drawn.</summary>
    [Parameter, EditorRequired] public required string Symbol { get; set; }

    /// <summary>All trades of the run, in its order.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Trade> Trades { get; set; }

    /// <summary>Which trades touch doubtful candles; null until it is known.</summary>
    [Parameter] public DoubtfulTrades? Doubtful { get; set; }

    /// <summary>What the chart says to those who cannot see it.</summary>
    [Parameter] public string Description { get; set; } = "";

    /// <summary>Another symbol was chosen.</summary>
    [Parameter] public EventCallback<string?> OnSymbol { get; set; }

    /// <summary>The lines that are drawn; those of the strategy where it is not written.</summary>
    [SupplyParameterFromQuery(Name = "lines")] public string? LineWords { get; set; }

    /// <summary>Whether the volume by price is drawn.</summary>
    [SupplyParameterFromQuery] public bool Profile { get; set; }

    /// <summary>The stretch, Unix seconds, such as "1704067200-1706745600"; the whole run where it is not written.</summary>
    [SupplyParameterFromQuery] public string? View { get; set; }

    /// <summary>The chosen trade, from 1.</summary>
    [SupplyParameterFromQuery] public int? Trade { get; set; }

    private IReadOnlyList<string> Chosen => ChartLines.Chosen(_lines ?? [], LineWords);

    // The room of the panes is kept before the chart is drawn, so that nothing moves.
    private int PaneCount => (_lines ?? []).Where(l => l.Place == "pane" && Chosen.Contains(l.Id)).Select(l => l.Pane).Distinct().Count();

    private int? ChosenRow => Trade is { } number && number >= 1 && number <= Trades.Count ? number - 1 : null;

    /// <summary>Moves the chart to a trade and draws a line between its fills.</summary>
    public async Task FocusAsync(int row)
    {
        var trade = Trades[row];
        if (_chart is not null)
        {
            _focused = row;
            await _chart.InvokeVoidAsync("focusTrade", new
            {
                opened = trade.OpenedAtMs / 1000,
                closed = trade.ClosedAtMs / 1000,
                entry = trade.EntryPrice,
                exit = double.IsFinite(trade.ExitPrice) ? trade.ExitPrice : (double?)null,
            });
        }
    }

    /// <summary>A marker was clicked.</summary>
    [JSInvokable]
    public void TakeTrade(int row) => Set("trade", row + 1);

    /// <summary>Another stretch is looked at; null for the whole run.</summary>
    [JSInvokable]
    public void TakeView(string? view)
    {
        if (view != View)
        {
            Set("view", view);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _left = true;
        try
        {
            // The chart first: what it tells until it is gone still finds somebody, who no longer listens.
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
        finally
        {
            _self?.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var of = $"{RunId} {Symbol}";
        // The page that is sent first has no chart: what it is drawn from is read by the circuit alone.
        if (_linesOf != of && RendererInfo.IsInteractive)
        {
            (_linesOf, _lines) = (of, null);
            var source = await Sources.OpenAsync(RunId, CancellationToken.None);
            var lines = source is null ? [] : await Task.Run(() => source.Lines(Symbol));
            _lines = _linesOf == of ? lines : _lines;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_lines is null)
        {
            return;
        }

        var address = $"api/backtest/results/{RunId}/chart?symbol={Uri.EscapeDataString(Symbol)}";
        var wanted = $"{address} {string.Join(ChartLines.Separator, Chosen)} {Profile}";
        if (_drawn != wanted)
        {
            var first = _drawn is null;
            _drawn = wanted;
            await (first ? CreateAsync(Request(address)) : _chart?.InvokeVoidAsync("redraw", Request(address)).AsTask() ?? Task.CompletedTask);
        }

        if (ChosenRow is { } row && row != _focused && !_left)
        {
            await FocusAsync(row);
        }

        _focused = ChosenRow is null ? null : _focused;
    }

    private async Task CreateAsync(object request)
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/charts/run-chart.js"]);
        if (_left)
        {
            // The page was left while the script came: its canvas is gone.
            return;
        }

        _self = DotNetObjectReference.Create(this);
        _chart = await module.InvokeAsync<IJSObjectReference>("create", _canvas, Assets["lib/lightweight-charts.js"], request, _self);
        if (_left)
        {
            await DisposeAsync();
        }
    }

    private object Request(string address)
    {
        var ends = (View ?? "").Split('-');
        var (from, to) = ends.Length == 2 && Second(ends[0]) is { } start && Second(ends[1]) is { } end && start < end ? (start, end) : ((long?)null, (long?)null);
        return new
        {
            address,
            lines = _lines!.Where(l => Chosen.Contains(l.Id)).Select(l => new { id = l.Id, place = l.Place, pane = l.Pane }),
            profile = Profile ? address.Replace("/chart?", "/chart/profile?", StringComparison.Ordinal) : null,
            from,
            to,
        };

        static long? Second(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? second : null;
    }

    private string? Doubts(int row) =>
        TradeDoubts.Reasons(Doubtful).TryGetValue(row, out var reasons) ? string.Join(", ", reasons.Select(Format.Words)).ToLowerInvariant() : null;

    private void ChooseLines(IReadOnlyCollection<string> chosen) => Set("lines", ChartLines.Address(_lines ?? [], chosen));

    private void Set(string name, object? value)
    {
        // The address of another page is not this chart's to write.
        if (!_left)
        {
            Navigation.SetQuery(new Dictionary<string, object?> { [name] = value });
        }
    }

    private Task ShowRange(int days) => _chart?.InvokeVoidAsync("showLast", days).AsTask() ?? Task.CompletedTask;
}
