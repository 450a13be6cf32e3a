namespace Backtester.Blazor.Overview;

/// <summary>What the data folder takes.</summary>
/// <param name="Folder">The folder, as a full path.</param>
/// <param name="Parts">Bytes by part, the largest first: each folder inside it by its name, "database" for the SQLite files, "other" for the rest.</param>
/// <param name="FreeBytes">Room left on its disk; null where the system does not say.</param>
public sealed record DiskUse(string Folder, IReadOnlyList<KeyValuePair<string, long>> Parts, long? FreeBytes)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    /// <summary>All parts.</summary>
    public long Bytes => Parts.Sum(p => p.Value);

    /// <summary>Adds up the files of a folder; one that does not exist takes nothing.</summary>
    public static DiskUse Measure(string folder)
    {
        var root = new DirectoryInfo(Path.GetFullPath(folder));
        var parts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (root.Exists)
        {
            foreach (var file in root.EnumerateFiles("*", Everything))
            {
                var part = PartOf(root.FullName, file);
                parts[part] = parts.GetValueOrDefault(part) + Length(file);
            }
        }

        return new DiskUse(root.FullName, [.. parts.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal)], Free(root));
    }

    private static string PartOf(string root, FileInfo file)
    {
        var path = Path.GetRelativePath(root, file.FullName);
        var end = path.IndexOf(Path.DirectorySeparatorChar);
        return end >= 0 ? path[..end] : path.StartsWith(Options.SettingsFile.DatabaseFile, StringComparison.Ordinal) ? "database" : "other";
    }

    // A file may go between being listed and being looked at.
    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static long? Free(DirectoryInfo root)
    {
        try
        {
            return new DriveInfo(root.FullName).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
