using System.Globalization;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Components;

namespace Backtester.Blazor.Pages.Backtests.MonteCarlo;

/// <summary>Asks a finished run the three questions, one at a time; which of them is shown stands in the address.</summary>
public sealed partial class MonteCarloCard : IDisposable
{
    private static readonly QuestionText[] Questions =
    [
        new("path", "Path risk", "Had the same days or trades come in another mixture: how deep could it have fallen, and where could it have ended?", "Draw 10,000 histories"),
        new("luck", "Luck", "The same run on candles whose moves are put in random order, without drift: what does well there knows nothing.", "Run on 200 random markets"),
        new("execution", "Execution", "The same run with random slippage, missed entries, late decisions and other fees.", "Run with worse fills"),
    ];

    private CancellationTokenSource? _asking;
    private MonteCarloResult? _path;
    private MonteCarloResult? _luck;
    private MonteCarloResult? _execution;
    private string _scheme = "days";
    private string? _problem;
    private double _progress;
    private bool _busy;

    [Inject] private MonteCarloService Service { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required long RunId { get; set; }

    /// <summary>The question that is shown: path, luck or execution; path where it is none of them.</summary>
    [Parameter]
    public string? Question { get; set; }

    private string Asked => Current.Key;

    private QuestionText Current => Array.Find(Questions, q => q.Key == Question) ?? Questions[0];

    private bool Answered => !_busy && _problem is null && Asked switch { "path" => _path, "luck" => _luck, _ => _execution } is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _asking?.Cancel();
        _asking?.Dispose();
    }

    /// <summary>A link that names a question shows its answer.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Array.Exists(Questions, q => q.Key == Question))
        {
            var asking = AskAsync();
            StateHasChanged();
            await asking;
            StateHasChanged();
        }
    }

    private void Choose(string question)
    {
        _problem = null;
        Navigation.SetQuery(new Dictionary<string, object?> { ["risk"] = question });
    }

    private void Forget() => (_path, _problem) = (null, null);

    private void Stop() => _asking?.Cancel();

    private async Task AskAsync()
    {
        var question = Asked;
        _asking?.Dispose();
        _asking = new CancellationTokenSource();
        (_busy, _problem, _progress) = (true, null, 0);
        try
        {
            var text = string.Create(CultureInfo.InvariantCulture, $$"""{"backtest_id": {{RunId}}, "question": "{{question}}", "path": {"scheme": "{{_scheme}}"} }""");
            var (result, _) = await Service.AskAsync(MonteCarloRequest.Read(text), Show, _asking.Token);
            _path = result?.Path is null ? _path : result;
            _luck = result?.Luck is null ? _luck : result;
            _execution = result?.Execution is null ? _execution : result;
            _problem = result is null ? "This run is no longer stored." : null;
        }
        catch (OperationCanceledException)
        {
            // Stopped, or the page was left.
        }
        catch (SpecException error)
        {
            _problem = "This cannot be answered: " + string.Join(" ", error.Problems.Select(FieldProblems.Sentence));
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(double share)
    {
        // Whole percents: a page need not hear of every run.
        if (share - _progress >= 0.01)
        {
            _progress = share;
            _ = InvokeAsync(StateHasChanged);
        }
    }

    private sealed record QuestionText(string Key, string Title, string Sentence, string Button);
}
