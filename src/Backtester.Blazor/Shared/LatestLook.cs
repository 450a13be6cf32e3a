namespace Backtester.Blazor.Shared;

/// <summary>
/// Looks at what is typed a moment after the last change: a later change drops an earlier look, so that a slow answer never
/// overwrites a newer one.
/// </summary>
/// <param name="milliseconds">How long typing must rest before a look.</param>
internal sealed class LatestLook(int milliseconds = 350) : IDisposable
{
    private CancellationTokenSource? _latest;

    /// <summary>Looks soon, unless another look is asked for before.</summary>
    /// <param name="look">Runs on the caller's context; is told to stop when a newer one begins.</param>
    public async Task NextAsync(Func<CancellationToken, Task> look)
    {
        Stop();
        using var mine = _latest = new CancellationTokenSource();
        try
        {
            await Task.Delay(milliseconds, mine.Token);
            await look(mine.Token);
        }
        catch (OperationCanceledException)
        {
            // A newer look, or the page is gone.
        }
        finally
        {
            if (_latest == mine)
            {
                _latest = null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Stop()
    {
        _latest?.Cancel();
        _latest = null;
    }
}
