using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Proof;
using Backtester.Core.Strategies.Definitions;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Strategies.Editing;

/// <summary>Runs the causality proof in the background of the page, with its progress; leaving the page ends it.</summary>
public sealed partial class CheckCard : IDisposable
{
    private CancellationTokenSource? _cancel;
    private StrategyCheck? _check;
    private string? _hash;
    private string? _word;
    private double _progress;

    [Inject] private ICandleCatalog Catalog { get; set; } = null!;

    /// <summary>What is put to the test; null while it has problems.</summary>
    [Parameter, EditorRequired]
    public required StrategyDefinition? Definition { get; set; }

    /// <summary>The candles it is put to the test on.</summary>
    [Parameter, EditorRequired]
    public required SeriesKey? Series { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancel?.Cancel();
        _cancel?.Dispose();
    }

    private async Task RunAsync()
    {
        var (spec, token) = (SpecOf(Definition!, Series!), (_cancel = new CancellationTokenSource()).Token);
        (_check, _word, _progress, _hash) = (null, null, 0, Definition!.ContentHash);
        try
        {
            _check = await Task.Run(() => StrategyCheck.Run(RunPlanner.Plan(spec, SpecFormat.Json, Catalog, token), Catalog, StrategyCheck.DefaultBars, Report, token), token);
            _word = SentenceOf(_check);
        }
        catch (OperationCanceledException)
        {
            _word = "The proof was cancelled.";
        }
        catch (SpecException error)
        {
            _word = string.Join(" ", error.Problems.Select(p => $"{p.Field}: {p.Message}{(p.Got is null ? "" : $" ({p.Got})")}."));
        }
        finally
        {
            _cancel?.Dispose();
            _cancel = null;
        }
    }

    private void Cancel() => _cancel?.Cancel();

    /// <summary>Told by the thread of the proof; a hundred steps are enough for a bar.</summary>
    private void Report(double share)
    {
        if (share - _progress >= 0.01)
        {
            _progress = share;
            _ = InvokeAsync(StateHasChanged);
        }
    }

    /// <summary>The result in a sentence.</summary>
    public static string SentenceOf(StrategyCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var leaks = check.Decisions.Leaks;
        return check switch
        {
            { Passed: true } => $"No decision knows the future: {Shared.Format.Count(check.Decisions.Comparisons)} values kept their bytes after {check.Decisions.Cuts} changes of what comes next.",
            _ when leaks.Count > 0 => $"It knows the future: {leaks[0].Expression} in {leaks[0].Field} at bar {leaks[0].Bar} ({Shared.Format.ZonedTime(leaks[0].TimeMs)}) changes with candles up to {leaks[0].ReadsAhead} bars later.",
            { Fills.Count: > 0 } => $"A {check.Fills[0].What} knows the future at bar {check.Fills[0].Bar} ({Shared.Format.ZonedTime(check.Fills[0].TimeMs)}): {check.Fills[0].Explanation}",
            _ => $"Decisions depend on where the candles begin: {check.Decisions.WarmUp.Differences} of {Shared.Format.Count(check.Decisions.WarmUp.Compared)} bars differ after the declared warm-up.",
        };
    }

    private static string SpecOf(StrategyDefinition definition, SeriesKey series) => new JsonObject
    {
        ["exchange"] = series.Exchange,
        ["symbols"] = new JsonArray(series.Symbol),
        ["timeframe"] = series.Timeframe.Name,
        ["strategy"] = JsonNode.Parse(DefinitionWriter.ToJson(definition)),
    }.ToJsonString();
}
