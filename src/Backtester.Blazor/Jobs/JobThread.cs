using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Backtester.Blazor.Jobs;

/// <summary>
/// A thread of its own for one job, less urgent than those that answer people. On Linux a managed priority has no effect,
/// so the thread's nice value is raised; threads inherit that from the thread that makes them, so what may make threads of
/// the pool (reading candles on all cores, waking whoever waits for the end) happens on an ordinary thread beside it.
/// </summary>
internal static class JobThread
{
    /// <summary>The nice value of the thread on Linux.</summary>
    public const int Niceness = 10;

    /// <summary>Runs <paramref name="prepare"/> on an ordinary thread and <paramref name="work"/> on a less urgent one.</summary>
    /// <param name="name">Name of the threads.</param>
    /// <param name="prepare">What comes first.</param>
    /// <param name="work">The work itself, which must not queue anything to the pool.</param>
    /// <returns>The value of the work, or what either threw.</returns>
    public static Task<T> Run<TInput, T>(string name, Func<TInput> prepare, Func<TInput, T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                var input = prepare();
                done.SetResult(RunLow(name, () => work(input)));
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        {
            Name = name,
            IsBackground = true,
        };
        thread.Start();
        return done.Task;
    }

    private static T RunLow<T>(string name, Func<T> work)
    {
        T? value = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Lower();
                value = work();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        })
        {
            Name = name,
            IsBackground = true,
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return value!;
    }

    /// <summary>The nice value belongs to the thread, and 0 names the calling one.</summary>
    private static void Lower()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = SetPriority(which: 0, who: 0, Niceness);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
