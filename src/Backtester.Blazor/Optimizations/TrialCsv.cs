using System.Globalization;
using System.Text;
using Backtester.Core.Optimization;

namespace Backtester.Blazor.Optimizations;

/// <summary>Sets as comma-separated values: number, score, every parameter and metric under its name in documents, and the note. Unknown is empty.</summary>
internal static class TrialCsv
{
    /// <summary>Writes rows of a table as UTF-8.</summary>
    public static async Task WriteAsync(Stream body, TrialTable table, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true);
        foreach (var line in Lines(table, rows))
        {
            await writer.WriteLineAsync(line.AsMemory(), cancellation);
        }
    }

    /// <summary>The lines, that of the names first.</summary>
    public static IEnumerable<string> Lines(TrialTable table, IReadOnlyList<int> rows)
    {
        string[] names = [.. table.ParameterNames, .. table.MetricNames];
        var columns = Array.ConvertAll(names, name => table.Find(name)!);
        yield return string.Join(',', ["number", "score", .. names, "note"]);
        foreach (var row in rows)
        {
            yield return string.Join(',', [table.Numbers[row].ToString(CultureInfo.InvariantCulture), Number(table.Scores[row]), .. columns.Select(c => Number(c[row])), Quoted(table.Notes.GetValueOrDefault(row))]);
        }
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string? text) => text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
