using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Batches;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Pages.Batches;

/// <summary>The form for a batch: strategies, symbols and timeframes as lists; searches and time are counted while it is filled in.</summary>
public sealed partial class NewBatch : IDisposable
{
    private readonly SpecForm _form;
    private readonly LatestLook _live = new();
    private IReadOnlyList<SeriesInfo> _series = [];
    private IReadOnlyList<(string Id, string Title)> _choices = [];
    private Dictionary<string, string> _ranges = [];
    private IReadOnlyList<string> _strategies = [];
    private DocumentSection? _document;
    private string? _plan;
    private bool _looking;
    private bool _busy;

    /// <summary>Prepares an empty form.</summary>
    public NewBatch() => _form = new SpecForm(Changed);

    [Inject] private BatchService Batches { get; set; } = null!;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    [Inject] private IStrategyLibrary Library { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ToastService Toasts { get; set; } = null!;

    /// <summary>The batch whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? Clone { get; set; }

    private string Exchange => _form.Document.Text("exchange") ?? SeriesKey.SampleExchange;

    private IReadOnlyList<(string, string)> Exchanges =>
        [.. _series.Select(s => s.Key.Exchange).Append(SeriesKey.SampleExchange).Distinct().Select(e => (e, e == SeriesKey.SampleExchange ? "sample (synthetic)" : e))];

    private (string Symbol, string Cover)[] Offered =>
    [
        .. _series.Where(s => s.Key.Exchange == Exchange).GroupBy(s => s.Key.Symbol).Select(g =>
            (g.Key, $"{string.Join(", ", g.OrderBy(s => s.Key.Timeframe.Milliseconds).Select(s => s.Key.Timeframe.Name))} · {Format.Day(g.Min(s => s.FirstOpenMs))} to {Format.Day(g.Max(s => s.LastOpenMs))}")),
    ];

    /// <inheritdoc/>
    public void Dispose() => _live.Dispose();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _series = Catalog.List();
        _ranges = Library.All.GroupBy(s => s.Info.Id).ToDictionary(g => g.Key, g => string.Join(", ", SuggestedRanges.Of(g.First().Info.Parameters).Select(Words)));

        // A strategy without a parameter that can vary has nothing to search.
        _choices = [.. StrategyInfos.Choices(Library).Where(c => _ranges.GetValueOrDefault(c.Id) is { Length: > 0 })];
        if (Clone is { } clone && await Batches.GetAsync(clone) is { } league)
        {
            _form.Document = FormDocument.Parse(league.Batch.SpecText);
        }
        else
        {
            var document = _form.Document;
            document.SetText("exchange", SeriesKey.SampleExchange);
            document.SetList("strategies", ["sma_cross", "ema_cross"]);
            document.SetList("symbols", ["BTCUSDT", "ETHUSDT"]);
            document.SetList("timeframes", ["1h", "4h"]);
        }

        ReadStrategies();
        Look();
    }

    private static string Words(Core.Optimization.Space.ParameterAxis axis) =>
        $"{Format.Words(axis.Name)} {axis.Values[0].ToString("0.####", CultureInfo.InvariantCulture)} to {axis.Values[^1].ToString("0.####", CultureInfo.InvariantCulture)}";

    private IReadOnlyList<string> Chosen(string path) => _form.Document.List(path);

    // An entry is a word, or an object with ranges of its own, which the form keeps.
    private void ReadStrategies() => _strategies = [.. Chosen("strategies").Select(IdOf)];

    private static string IdOf(string entry)
    {
        try
        {
            return entry.StartsWith('{') ? JsonNode.Parse(entry)?["strategy"]?.ToString() ?? entry : entry;
        }
        catch (System.Text.Json.JsonException)
        {
            return entry;
        }
    }

    private Task ToggleStrategy(string id)
    {
        var entries = Chosen("strategies");
        _form.Document.SetItems("strategies", _strategies.Contains(id) ? entries.Where(e => IdOf(e) != id) : entries.Append(id));
        return _form.ChangedAsync("strategies");
    }

    private Task Toggle(string path, string item)
    {
        var chosen = Chosen(path);
        _form.Document.SetList(path, chosen.Contains(item) ? chosen.Where(c => c != item) : chosen.Append(item));
        return _form.ChangedAsync(path);
    }

    private Task Changed()
    {
        ReadStrategies();
        _document?.Refresh();
        Look();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task AppliedAsync()
    {
        _form.Problems = [];
        return Changed();
    }

    private void Look()
    {
        _looking = true;
        _ = _live.NextAsync(async cancellation =>
        {
            var (plan, _) = await Batches.CheckAsync(_form.Document.ToJson(), SpecFormat.Json, cancellation);
            var minutes = plan is null ? 0 : await Batches.EstimateMinutesAsync(plan, cancellation);
            await InvokeAsync(() => Show(plan, minutes));
        });
    }

    private void Show(BatchPlan? plan, double minutes)
    {
        _looking = false;
        _plan = plan is null ? null : $"{Format.Count(plan.Cells.Count)} searches with {Format.Count(plan.Sets)} sets, {Format.About(60 * minutes)}.";
        StateHasChanged();
    }

    private async Task RunAsync()
    {
        _busy = true;
        try
        {
            var outcome = await Batches.SubmitAsync(_form.Document.ToJson());
            _form.Problems = outcome.Problems;
            if (outcome.Id is { } id)
            {
                if (outcome.Cached)
                {
                    Toasts.Show("The same batch was made before: this is its stored result.");
                }

                Navigation.NavigateTo($"batches/{id}");
                return;
            }
        }
        finally
        {
            _busy = false;
        }

        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("backtester.focusProblems");
    }
}
