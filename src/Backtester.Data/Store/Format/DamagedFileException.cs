namespace Backtester.Data.Store.Format;

/// <summary>A stored file does not hold what was written: nothing of the damaged part is served.</summary>
public sealed class DamagedFileException : IOException
{
    /// <summary>Names the file, the damaged part and what is wrong with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">"header", or the column and the place of its block.</param>
    /// <param name="what">What is wrong.</param>
    public DamagedFileException(string path, string part, string what)
        : base($"{path}: {part} is damaged: {what}") => (Path, Part) = (path, part);

    /// <summary>The damaged file.</summary>
    public string Path { get; }

    /// <summary>"header", or the column and the place of its block.</summary>
    public string Part { get; }
}
