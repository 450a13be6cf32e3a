using System.Globalization;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Backtests.Explain;

/// <summary>Explains a finished run; it is run again for it when the fold is opened first, which a run without trades does by itself.</summary>
public sealed partial class WhyCard : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private RunExplanation? _explanation;
    private BarExplanation? _bar;
    private string? _problem;
    private string? _barProblem;
    private string? _symbol;
    private string? _at;
    private bool _wasOpen;
    private bool _asked;
    private bool _busy;

    [Inject] private RunExplainer Explainer { get; set; } = null!;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required RunSummary Run { get; set; }

    /// <summary>Its manifest is what is run again.</summary>
    [Parameter, EditorRequired]
    public required RunDetail Detail { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _wasOpen = Run.TotalTrades == 0;
        _symbol = Run.Symbols[0];
        _at = TextOf(LastBar());
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender && _wasOpen ? OpenAsync() : Task.CompletedTask;

    private long LastBar() => Timeframe.TryParse(Run.Timeframe, out var timeframe) ? timeframe.Floor(Run.EndMs - 1) : Run.EndMs;

    private async Task OpenAsync()
    {
        if (_asked)
        {
            return;
        }

        (_asked, _wasOpen) = (true, true);
        try
        {
            _explanation = await Task.Run(() => Explainer.Open(Detail.Manifest, _leaving.Token), _leaving.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (SpecException error)
        {
            _problem = "This run cannot be explained: " + string.Join(" ", error.Problems.Select(FieldProblems.Sentence));
        }

        StateHasChanged();
    }

    private Task ShowAsync() =>
        DateTimeOffset.TryParse(_at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? ExplainAsync(time.ToUnixTimeMilliseconds())
            : Task.FromResult(_barProblem = "Choose a day and a time, UTC.");

    private Task MoveAsync(int bars) =>
        _bar is { } bar && Timeframe.TryParse(Run.Timeframe, out var timeframe) ? ExplainAsync(bar.TimeMs + (bars * timeframe.Milliseconds)) : Task.CompletedTask;

    private async Task ExplainAsync(long timeMs)
    {
        (_busy, _barProblem) = (true, null);
        try
        {
            _bar = await Task.Run(() => _explanation!.At(timeMs, _symbol), _leaving.Token);
            _at = TextOf(_bar.TimeMs);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (SpecException error)
        {
            _barProblem = string.Join(" ", error.Problems.Select(FieldProblems.Sentence));
        }
        finally
        {
            _busy = false;
        }
    }

    private static string TextOf(long timeMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(timeMs).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}
