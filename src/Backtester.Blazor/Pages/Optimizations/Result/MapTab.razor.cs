using System.Globalization;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Optimizations.Result;

/// <summary>A metric over two parameters of a search; what it shows stands in the address.</summary>
public sealed partial class MapTab
{
    /// <summary>Cells across above which a cell shows its colour alone.</summary>
    private const int MostNumbers = 16;

    private readonly Dictionary<string, double> _slice = new(StringComparer.Ordinal);
    private ElementReference _frame;
    private IJSObjectReference? _module;
    private ParameterMap? _map;
    private string _value = "score";
    private (double Low, double High) _span;
    private (int Column, int Row)? _best;
    private (int Column, int Row)? _centre;
    private (int Column, int Row)? _chosen;
    private (int Column, int Row) _focus;
    private List<int> _inCell = [];
    private object? _drawn;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired]
    public required SearchResultData Data { get; set; }

    /// <summary>True while a set is opened.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>A row is to be opened as a backtest.</summary>
    [Parameter]
    public EventCallback<int> OnOpen { get; set; }

    /// <summary>Parameter across.</summary>
    [SupplyParameterFromQuery]
    public string? X { get; set; }

    /// <summary>Parameter down.</summary>
    [SupplyParameterFromQuery]
    public string? Y { get; set; }

    /// <summary>Column that is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Metric { get; set; }

    /// <summary>What a cell makes of its sets.</summary>
    [SupplyParameterFromQuery(Name = "cell")]
    public string? CellName { get; set; }

    /// <summary>True for the stability map.</summary>
    [SupplyParameterFromQuery]
    public bool Smooth { get; set; }

    /// <summary>Values that other parameters are held at, as ranges are written.</summary>
    [SupplyParameterFromQuery]
    public string? At { get; set; }

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    private MapCell Cell => Enum.TryParse<MapCell>(CellName, ignoreCase: true, out var cell) ? cell : MapCell.Mean;

    private bool Dense => _map!.Columns > MostNumbers;

    private List<string> Others => [.. Data.Table.VariedNames.Where(name => name != _map!.Across.Name && name != _map.Down?.Name)];

    private string CellWords => (Others.Count == _slice.Count ? "each cell is a set" : $"each cell is the {Cell.ToString().ToLowerInvariant()} over all values of the other parameters")
        + (Smooth ? ", then the mean with the cells around" : "");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
        {
            try
            {
                await _module.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and the module with it.
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var asked = (Data.Table, Data.Robustness, X, Y, Metric, CellName, Smooth, At);
        if (asked.Equals(_drawn))
        {
            return;
        }

        _drawn = asked;
        (_chosen, _inCell) = (null, []);
        Draw();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_map is null || _module is not null)
        {
            return;
        }

        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/charts/heatmap.js");
        await _module.InvokeVoidAsync("attach", _frame);
    }

    private void Draw()
    {
        _map = null;
        var (across, down, _) = ChosenAxes.Of(Data.Table, Data.Robustness?.Importance, X, Y);
        _value = Metric is not null && Data.Table.Find(Metric) is not null ? Metric : Data.ObjectiveColumn;
        if (across is null || !Data.Table.Find(_value)!.Any(double.IsFinite))
        {
            return;
        }

        _slice.Clear();
        foreach (var held in TrialRange.Read(At, Data.Table, []).Where(r => r.Low == r.High && r.Column != across && r.Column != down && Data.Table.VariedNames.Contains(r.Column)))
        {
            _slice[held.Column] = held.Low;
        }

        var map = ParameterMap.Of(Data.Table, _value, across, down, Cell, _slice);
        _map = Smooth ? map.Smoothed() : map;
        var known = Enumerable.Range(0, _map.Rows).SelectMany(row => Enumerable.Range(0, _map.Columns).Select(column => _map[column, row])).Where(double.IsFinite).ToList();
        _span = known.Count == 0 ? (double.NaN, double.NaN) : (known.Min(), known.Max());
        _best = CellOf(Data.Robustness?.Best?.Row ?? Data.Table.BestRow());
        _centre = CellOf(Data.Robustness?.Centre?.Row ?? -1);
        _focus = _best ?? (0, 0);
    }

    // A set that the slice leaves out is not on the map.
    private (int Column, int Row)? CellOf(int row) => row < 0 || _slice.Any(s => Data.Table.Parameter(s.Key)[row] != s.Value)
        ? null
        : (_map!.Across.StepOf(Data.Table.Parameter(_map.Across.Name)[row]), _map.Down?.StepOf(Data.Table.Parameter(_map.Down.Name)[row]) ?? 0);

    private static bool Is((int Column, int Row)? cell, int column, int row) => cell == (column, row);

    private void Choose(int column, int row)
    {
        (_chosen, _focus) = ((column, row), (column, row));
        _inCell = [.. Enumerable.Range(0, Data.Table.Count).Where(r => Data.Table.Measured[r] && CellOf(r) == (column, row)).OrderByDescending(r => double.IsNaN(Data.Table.Scores[r]) ? double.NegativeInfinity : Data.Table.Scores[r]).ThenBy(r => r)];
    }

    private string Words(int column, int row)
    {
        var place = $"{Format.Words(_map!.Across.Name)} {_map.Across.LabelOf(column)}" + (_map.Down is null ? "" : $", {Format.Words(_map.Down.Name)} {_map.Down.LabelOf(row)}");
        var sets = _map.SetsAt(column, row);
        var marks = (Is(_best, column, row) ? ", the best set" : "") + (Is(_centre, column, row) ? ", the centre of the broadest good region" : "");
        return sets == 0 ? $"{place}: no set with a known value" : $"{place}: {Data.Title(_value)} {Number(_map[column, row])}, {(sets == 1 ? "1 set" : $"{Format.Count(sets)} sets")}{marks}";
    }

    /// <summary>The table with the sets of a cell alone.</summary>
    private string SetsOf(int column, int row)
    {
        var table = Data.Table;
        var bounds = new List<TrialRange>(_slice.Select(s => new TrialRange(s.Key, s.Value, s.Value)));
        foreach (var (axis, step) in new[] { (_map!.Across, column), (_map.Down, row) })
        {
            if (axis is not null)
            {
                var values = table.Parameter(axis.Name).Where(v => axis.StepOf(v) == step).ToList();
                bounds.Add(new TrialRange(axis.Name, values.Min(), values.Max()));
            }
        }

        return Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["tab"] = null, ["where"] = TrialRange.Write(bounds) });
    }

    // From the least to the greatest that is shown: lightness alone tells, so that every eye reads it; the number stands beside.
    private string Colour(double value)
    {
        if (!double.IsFinite(value))
        {
            return "";
        }

        var share = _span.High > _span.Low ? (value - _span.Low) / (_span.High - _span.Low) : 0.5;
        return string.Create(CultureInfo.InvariantCulture, $"background:color-mix(in srgb, var(--accent) {3 + Math.Round((Dense ? 85 : 37) * share)}%, var(--surface))");
    }

    private string Number(double value) => double.IsFinite(value) ? Data.Write(_value, value) : Format.Unknown;

    private void Set(string name, object? value) => Navigation.SetQuery(new Dictionary<string, object?> { [name] = value });

    private void Hold(string name, string? value)
    {
        var held = _slice.Where(s => s.Key != name).Select(s => new TrialRange(s.Key, s.Value, s.Value)).ToList();
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            held.Add(new TrialRange(name, number, number));
        }

        Set("at", TrialRange.Write(held));
    }
}
