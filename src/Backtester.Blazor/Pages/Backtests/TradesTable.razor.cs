using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The trades of a run, a page at a time. Filters, order and columns stand in the address, and so in the file.</summary>
public sealed partial class TradesTable
{
    private const int Size = 20;

    private static readonly (string Value, string Text)[] Outcomes = [("", "All"), ("winners", "Winners"), ("losers", "Losers")];
    private static readonly (string Value, string Text)[] Sides = [("", "Both sides"), ("long", "Long"), ("short", "Short")];

    private (TradeRows View, IReadOnlyList<Trade> Of, IReadOnlyList<(int Row, Trade Trade)> Rows)? _cache;
    private int? _chosen;
    private DoubtfulTrades? _reasonsOf;
    private Dictionary<int, IReadOnlyList<string>> _reasons = [];
    private IReadOnlyList<Trade>? _wordsOf;
    private string[] _symbols = [];
    private string[] _reasonsOfExit = [];
    private double _shownProfit;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired] public required long RunId { get; set; }

    /// <summary>Its trades.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Trade> Trades { get; set; }

    /// <summary>Which trades touch doubtful candles; null until it is known.</summary>
    [Parameter] public DoubtfulTrades? Doubtful { get; set; }

    /// <summary>A row was chosen to be seen in the chart.</summary>
    [Parameter] public EventCallback<int> OnChosen { get; set; }

    /// <summary>winners or losers.</summary>
    [SupplyParameterFromQuery(Name = "trades")] public string? Outcome { get; set; }

    /// <summary>long or short.</summary>
    [SupplyParameterFromQuery] public string? Side { get; set; }

    /// <summary>One symbol.</summary>
    [SupplyParameterFromQuery] public string? Symbol { get; set; }

    /// <summary>One exit reason.</summary>
    [SupplyParameterFromQuery(Name = "exit")] public string? ExitBy { get; set; }

    /// <summary>The column that is sorted by.</summary>
    [SupplyParameterFromQuery] public string? Sort { get; set; }

    /// <summary>Whether the largest come first.</summary>
    [SupplyParameterFromQuery(Name = "desc")] public bool Descending { get; set; }

    /// <summary>The columns that are shown.</summary>
    [SupplyParameterFromQuery(Name = "columns")] public string? Columns { get; set; }

    /// <summary>The page, from 1.</summary>
    [SupplyParameterFromQuery] public int? Page { get; set; }

    private IReadOnlyList<TradeField> Fields => TradeField.Chosen(Columns);

    private int Current => Math.Clamp(Page ?? 1, 1, Math.Max(1, (Shown.Count + Size - 1) / Size));

    private string CsvAddress => QueryHelpers.AddQueryString($"api/backtest/results/{RunId}/trades.csv", new Dictionary<string, string?>
    {
        ["trades"] = Outcome,
        ["side"] = Side,
        ["symbol"] = Symbol,
        ["exit"] = ExitBy,
        ["sort"] = Sort,
        ["desc"] = Descending ? "true" : null,
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    private IReadOnlyList<(int Row, Trade Trade)> Shown
    {
        get
        {
            var view = new TradeRows(Outcome, Side, Symbol, Sort, Descending, ExitBy);
            if (_cache is not { } cache || cache.View != view || !ReferenceEquals(cache.Of, Trades))
            {
                _cache = cache = (view, Trades, view.Apply(Trades));
                _shownProfit = cache.Rows.Sum(r => double.IsNaN(r.Trade.ProfitLoss) ? 0 : r.Trade.ProfitLoss);
            }

            return cache.Rows;
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_wordsOf, Trades))
        {
            _wordsOf = Trades;
            _symbols = [.. Trades.Select(t => t.Symbol).Distinct()];
            _reasonsOfExit = [.. Trades.Where(t => !t.IsOpen).Select(t => t.ExitReason).Distinct().Order().Select(r => TradeRows.Word(r))];
        }
    }

    // Figures are aligned at their right; a time reads from the left.
    private static bool IsRight(TradeField field) => field.Number is not null && field.Name is not ("opened" or "closed");

    private string? Doubts(int row)
    {
        if (!ReferenceEquals(_reasonsOf, Doubtful))
        {
            (_reasonsOf, _reasons) = (Doubtful, TradeDoubts.Reasons(Doubtful));
        }

        return _reasons.TryGetValue(row, out var reasons) ? string.Join(", ", reasons.Select(Format.Words)).ToLowerInvariant() : null;
    }

    private void SortBy(string column)
    {
        // As in every list: numbers largest first, then turned, then back to the order of exit.
        var numeric = column == TradeField.NumberName || TradeField.All.Any(f => f.Name == column && IsRight(f));
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

    private void Toggle(string name, bool on)
    {
        var names = Fields.Select(f => f.Name);
        Navigation.SetQuery(new Dictionary<string, object?> { ["columns"] = TradeField.Address([.. on ? names.Append(name) : names.Where(n => n != name)]) });
    }

    private Task ChooseAsync(int row)
    {
        _chosen = row;
        return OnChosen.InvokeAsync(row);
    }
}
