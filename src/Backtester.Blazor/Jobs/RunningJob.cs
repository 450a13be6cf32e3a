using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Jobs;

/// <summary>Why a running job is told to stop.</summary>
internal enum StopReason
{
    None,

    /// <summary>Someone cancelled it.</summary>
    Cancel,

    /// <summary>The process ends; the job goes back to the queue.</summary>
    Shutdown,

    /// <summary>It belongs to another worker now.</summary>
    Lost,
}

/// <summary>A job that this process works on.</summary>
internal sealed class RunningJob(Job job, JobClaim claim) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _reason;

    public Job Job => job;

    public JobClaim Claim => claim;

    /// <summary>Cancelled as soon as the job should stop.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The first reason that was given.</summary>
    public StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    /// <summary>How far it is; null before it said so.</summary>
    public JobProgress? Progress { get; set; }

    public void Stop(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None) == (int)StopReason.None)
        {
            try
            {
                _stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended in the meantime.
            }
        }
    }

    public void Dispose() => _stop.Dispose();
}
