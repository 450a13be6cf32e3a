namespace Backtester.Blazor.Jobs;

/// <summary>A line of a job's log.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What happened.</param>
public sealed record JobLogLine(DateTimeOffset At, string Text);

/// <summary>
/// What happened to each job, a file each: {data folder}/jobs/{number}.log, a line an event, time and text. The server's
/// own log says more; this one outlives it, and a page shows it.
/// </summary>
public sealed class JobLogs(string dataDirectory)
{
    private readonly string _folder = Path.GetFullPath(Path.Combine(dataDirectory, "jobs"));

    /// <summary>Adds a line.</summary>
    public void Append(long job, JobLogLine line)
    {
        Directory.CreateDirectory(_folder);
        File.AppendAllText(PathOf(job), $"{line.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {line.Text.ReplaceLineEndings(" ")}\n");
    }

    /// <summary>All lines, oldest first; empty where there are none.</summary>
    public IReadOnlyList<JobLogLine> Read(long job) => !File.Exists(PathOf(job))
        ? []
        : [.. File.ReadLines(PathOf(job)).Select(Parse).OfType<JobLogLine>()];

    /// <summary>Removes the log of a job.</summary>
    public void Delete(long job)
    {
        if (File.Exists(PathOf(job)))
        {
            File.Delete(PathOf(job));
        }
    }

    // A line that was half written when the power went is left out.
    private static JobLogLine? Parse(string line) =>
        line.Split(' ', 2) is [var at, var text] && DateTimeOffset.TryParse(at, out var time) ? new(time, text) : null;

    private string PathOf(long job) => Path.Combine(_folder, $"{job}.log");
}
