namespace Backtester.Blazor.Jobs;

/// <summary>
/// The right to run the jobs of a data folder: a file held exclusively as long as the process lives. The system lets go of
/// it however the process ends, so a lock that can be taken means that no owner is alive.
/// </summary>
public sealed class ServeLock : IDisposable
{
    /// <summary>The file that is held.</summary>
    public const string FileName = "serve.lock";

    /// <summary>Says who holds it, for people; readable while the other is held.</summary>
    private const string NoteName = "serve.owner";

    private readonly FileStream _file;

    private ServeLock(FileStream file, string owner) => (_file, Owner) = (file, owner);

    /// <summary>The owner's name that its jobs carry; another one for each process.</summary>
    public string Owner { get; }

    /// <summary>Takes the lock of a data folder.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds it.</exception>
    public static ServeLock Take(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        var note = Path.Combine(dataDirectory, NoteName);
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(dataDirectory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new DataFolderInUseException(dataDirectory, ReadNote(note));
        }

        var owner = $"serve-{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
        File.WriteAllText(note, $"process {Environment.ProcessId} on {Environment.MachineName}");
        return new ServeLock(file, owner);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string? ReadNote(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

/// <summary>Another process serves the same data folder, or the same database.</summary>
public sealed class DataFolderInUseException(string where, string? holder)
    : Exception($"Another `serve` ({holder ?? "unknown"}) runs the jobs of {where}: end it first, or choose another --data-dir.");
