namespace Backtester.Data.Store;

/// <summary>
/// The right to write one series, held through an exclusively opened file: it ends with the process, however that
/// ends, and holds between processes and between threads.
/// </summary>
internal sealed class SeriesLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private SeriesLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="TimeoutException">Another writer kept it for longer than <paramref name="patience"/>.</exception>
    public static SeriesLock Take(string path, string what, TimeSpan patience, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var start = Environment.TickCount64;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new SeriesLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException taken) when (File.Exists(path))
            {
                if (Environment.TickCount64 - start > patience.TotalMilliseconds)
                {
                    throw new TimeoutException($"{what} is being written by someone else, for more than {patience.TotalSeconds:0} s", taken);
                }
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    /// <summary>Takes the lock where it is free now; null where it is not, or the folder cannot be written to.</summary>
    public static SeriesLock? TryTake(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new SeriesLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
