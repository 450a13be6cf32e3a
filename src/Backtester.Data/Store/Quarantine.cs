using System.Globalization;
using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>A damaged file that was moved out of a series.</summary>
/// <param name="Path">Where it lies now.</param>
/// <param name="Reason">What was wrong with it.</param>
/// <param name="Range">The time that its candles covered, as far as it can be told: at most its month.</param>
/// <param name="MovedAt">When it was moved.</param>
public sealed record QuarantinedFile(string Path, string Reason, TimeRange Range, DateTimeOffset MovedAt);

/// <summary>
/// Damaged files, moved aside so that their range becomes a hole that can be filled again. They lie below
/// {data folder}/candles/.quarantine, a folder a series; beside each stands a text file with the reason, the range and the time.
/// </summary>
internal sealed class Quarantine(CandlePaths paths, SeriesKey key)
{
    private const string NoteExtension = ".reason";

    private string Folder => Path.Combine(paths.Root, ".quarantine", $"{key.Exchange}_{key.Symbol}_{key.Timeframe}");

    /// <summary>Moves a file aside. The note is written first: a kill in between leaves a note without a file, which <see cref="List"/> leaves out.</summary>
    public void Move(string file, string reason, TimeRange range)
    {
        Directory.CreateDirectory(Folder);
        var now = DateTimeOffset.UtcNow;
        var target = Path.Combine(Folder, $"{now:yyyyMMdd'T'HHmmssfffffff}-{Path.GetFileName(file)}");
        File.WriteAllLines(target + NoteExtension, [reason.ReplaceLineEndings(" "), Number(range.StartMs), Number(range.EndMs), now.ToString("O", CultureInfo.InvariantCulture)]);
        File.Move(file, target);
    }

    /// <summary>What was moved aside, oldest first.</summary>
    public IReadOnlyList<QuarantinedFile> List()
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        var files = new List<QuarantinedFile>();
        foreach (var note in Directory.EnumerateFiles(Folder, "*" + NoteExtension).Order(StringComparer.Ordinal))
        {
            var file = note[..^NoteExtension.Length];
            var lines = File.ReadAllLines(note);
            if (File.Exists(file) && lines.Length == 4)
            {
                files.Add(new QuarantinedFile(
                    file, lines[0], new TimeRange(Parse(lines[1]), Parse(lines[2])), DateTimeOffset.Parse(lines[3], CultureInfo.InvariantCulture)));
            }
        }

        return files;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static long Parse(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
