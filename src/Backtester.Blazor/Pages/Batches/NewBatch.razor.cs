using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Batches;

/// <summary>The form for a batch: strategies, symbols and timeframes as lists; searches and time are counted while it is filled in.</summary>
public sealed partial class NewBatch
{
    private IReadOnlyList<(string Id, string Title)> _choices = [];
    private Dictionary<string, string> _ranges = [];
    private IReadOnlyList<string> _strategies = [];
    private string? _plan;

    [Inject] private BatchService Batches { get; set; } = null!;

    [Inject] private IStrategyLibrary Library { get; set; } = null!;

    /// <summary>The batch whose spec the form begins with.</summary>
    [SupplyParameterFromQuery]
    public long? Clone { get; set; }

    private string Exchange => Form.Document.Text("exchange") ?? SeriesKey.SampleExchange;

    private IReadOnlyList<(string, string)> Exchanges =>
        [.. Series.Select(s => s.Key.Exchange).Append(SeriesKey.SampleExchange).Distinct().Select(e => (e, e == SeriesKey.SampleExchange ? "sample (synthetic)" : e))];

    private (string Symbol, string Cover)[] Offered =>
    [
        .. Series.Where(s => s.Key.Exchange == Exchange).GroupBy(s => s.Key.Symbol).Select(g =>
            (g.Key, $"{string.Join(", ", g.OrderBy(s => s.Key.Timeframe.Milliseconds).Select(s => s.Key.Timeframe.Name))} · {Format.Day(g.Min(s => s.FirstOpenMs))} to {Format.Day(g.Max(s => s.LastOpenMs))}")),
    ];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _ranges = Library.All.GroupBy(s => s.Info.Id).ToDictionary(g => g.Key, g => string.Join(", ", SuggestedRanges.Of(g.First().Info.Parameters).Select(Words)));

        // A strategy without a parameter that can vary has nothing to search.
        _choices = [.. StrategyInfos.Choices(Library).Where(c => _ranges.GetValueOrDefault(c.Id) is { Length: > 0 })];
    }

    /// <inheritdoc/>
    protected override async Task<FormDocument> StartAsync()
    {
        if (Clone is { } clone && await Batches.GetAsync(clone) is { } league)
        {
            return FormDocument.Parse(league.Batch.SpecText);
        }

        var document = new FormDocument();
        document.SetText("exchange", SeriesKey.SampleExchange);
        document.SetList("strategies", ["sma_cross", "ema_cross"]);
        document.SetList("symbols", ["BTCUSDT", "ETHUSDT"]);
        document.SetList("timeframes", ["1h", "4h"]);
        return document;
    }

    // An entry is a word, or an object with ranges of its own, which the form keeps.
    /// <inheritdoc/>
    protected override void OnDocument() => _strategies = [.. Chosen("strategies").Select(IdOf)];

    /// <inheritdoc/>
    protected override async Task LookAsync(CancellationToken cancellation)
    {
        var (plan, _) = await Batches.CheckAsync(Form.Document.ToJson(), SpecFormat.Json, cancellation);
        var minutes = plan is null ? 0 : await Batches.EstimateMinutesAsync(plan, cancellation);
        await TellAsync(() => _plan = plan is null ? null : $"{Format.Count(plan.Cells.Count)} searches with {Format.Count(plan.Sets)} sets, {Format.About(60 * minutes)}.");
    }

    private static string Words(Core.Optimization.Space.ParameterAxis axis) =>
        $"{Format.Words(axis.Name)} {axis.Values[0].ToString("0.####", CultureInfo.InvariantCulture)} to {axis.Values[^1].ToString("0.####", CultureInfo.InvariantCulture)}";

    private IReadOnlyList<string> Chosen(string path) => Form.Document.List(path);

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
        Form.Document.SetItems("strategies", _strategies.Contains(id) ? entries.Where(e => IdOf(e) != id) : entries.Append(id));
        return Form.ChangedAsync("strategies");
    }

    private Task Toggle(string path, string item)
    {
        var chosen = Chosen(path);
        Form.Document.SetList(path, chosen.Contains(item) ? chosen.Where(c => c != item) : chosen.Append(item));
        return Form.ChangedAsync(path);
    }

    private Task RunAsync() => WhileBusyAsync(async () =>
    {
        var outcome = await Batches.SubmitAsync(Form.Document.ToJson());
        await (outcome.Id is { } id ? LeaveAsync($"batches/{id}", outcome.Cached, "batch") : ShowAsync(outcome.Problems));
    });
}
