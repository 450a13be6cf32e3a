using Spectre.Console;

namespace Backtester.Blazor.Cli;

/// <summary>A bar on stderr while something long runs and a person looks; otherwise nothing at all.</summary>
internal sealed class ProgressBar : IDisposable
{
    private readonly TaskCompletionSource _end = new();
    private readonly Task _drawing = Task.CompletedTask;
    private ProgressTask? _bar;

    private ProgressBar(string? title)
    {
        if (title is null)
        {
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        _drawing = console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                _bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                await _end.Task;
            });
    }

    /// <summary>A bar where a person looks, else one that draws nothing.</summary>
    public static ProgressBar For(CommandOutput output, string title) => new(CommandOutput.IsWatched && !output.Json ? title : null);

    /// <summary>Draws how far it is.</summary>
    public void Show(long done, long total)
    {
        if (_bar is { } bar && total > 0)
        {
            bar.Value = (double)done / total;
        }
    }

    /// <summary>Says in words what is going on.</summary>
    public void Describe(string text)
    {
        if (_bar is { } bar)
        {
            bar.Description = Markup.Escape(text);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }
}
