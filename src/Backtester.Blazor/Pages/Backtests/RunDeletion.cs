using Backtester.Blazor.Runs;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>
/// Deletes runs with a way back: a run is hidden at once and deleted when the message that offers "Undo" goes.
/// One for each circuit; what still waits when the circuit ends is deleted then.
/// </summary>
public sealed class RunDeletion(IBacktestService runs, ToastService toasts) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Dictionary<long, CancellationTokenSource> _waiting = [];

    /// <summary>What is hidden changed.</summary>
    public event Action? Changed;

    /// <summary>The runs that are about to be deleted.</summary>
    public IReadOnlyList<long> Hidden => [.. _waiting.Keys];

    /// <summary>True for a run that is about to be deleted.</summary>
    public bool Hides(long id) => _waiting.ContainsKey(id);

    /// <summary>Hides a run, offers to undo, and deletes it after a while.</summary>
    public void Begin(RunSummary run)
    {
        var undo = new CancellationTokenSource();
        if (!_waiting.TryAdd(run.Id, undo))
        {
            undo.Dispose();
            return;
        }

        toasts.Show(new Toast($"Deleted “{run.Name}”.", "Undo", () => UndoAsync(run.Id), Grace.TotalSeconds));
        Changed?.Invoke();
        _ = FinishAsync(run.Id, undo);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (id, undo) in _waiting.ToArray())
        {
            _waiting.Remove(id);
            await undo.CancelAsync();
            await runs.DeleteAsync(id);
        }
    }

    private async Task UndoAsync(long id)
    {
        if (_waiting.Remove(id, out var undo))
        {
            await undo.CancelAsync();
            Changed?.Invoke();
        }
    }

    private async Task FinishAsync(long id, CancellationTokenSource undo)
    {
        using (undo)
        {
            await Task.Delay(Grace, undo.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!undo.IsCancellationRequested)
            {
                await runs.DeleteAsync(id);
                _waiting.Remove(id);
                Changed?.Invoke();
            }
        }
    }
}
