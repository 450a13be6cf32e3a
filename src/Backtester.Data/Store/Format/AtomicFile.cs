namespace Backtester.Data.Store.Format;

/// <summary>
/// Files that appear whole or not at all: written under a temporary name beside the final one, flushed to disk,
/// renamed. A kill leaves at most a file whose name holds <see cref="TemporaryMark"/>, which no reader opens.
/// </summary>
public static class AtomicFile
{
    /// <summary>What every temporary name holds.</summary>
    public const string TemporaryMark = ".tmp-";

    /// <summary>A temporary name beside a final one.</summary>
    public static string TemporaryFor(string path) => $"{path}{TemporaryMark}{Guid.NewGuid():N}";

    /// <summary>Gives a finished temporary file its final name, replacing what was there.</summary>
    public static void Publish(string temporary, string path) => File.Move(temporary, path, overwrite: true);

    /// <summary>Writes a file through <paramref name="write"/> and publishes it.</summary>
    public static void Replace(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = TemporaryFor(path);
        try
        {
            write(temporary);
            Publish(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
