namespace Backtester.Blazor.Jobs;

/// <summary>Locks as files below the data folder, each held open exclusively.</summary>
public sealed class FileLocks(string dataDirectory) : IOwnerLocks
{
    private readonly string _folder = Path.Combine(dataDirectory, "locks");

    /// <inheritdoc/>
    public string Place => dataDirectory;

    /// <inheritdoc/>
    public IDisposable? TryTake(string name)
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, name.Replace(':', '-') + ".lock");
        try
        {
            // The name of a single process is used once, and its file goes with it; that of `serve` stays, so that
            // nobody can hold a file that was deleted while another makes a new one.
            var options = name == IOwnerLocks.Serve ? FileOptions.None : FileOptions.DeleteOnClose;
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
