using System.Runtime.InteropServices;

namespace Backtester.Blazor.Jobs;

/// <summary>A thread of its own for one job, less urgent than those that answer people.</summary>
internal static class JobThread
{
    /// <summary>Added to the nice value of the thread on Linux, where a managed priority has no effect.</summary>
    public const int Niceness = 10;

    /// <summary>Runs <paramref name="work"/> on a new thread; the task has its value, or what it threw.</summary>
    public static Task<T> Run<T>(string name, Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Lower();
                done.SetResult(work());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        {
            Name = name,
            IsBackground = true,
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>On Linux the nice value belongs to the thread, and 0 names the calling one.</summary>
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
