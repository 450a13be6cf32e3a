namespace Backtester.Blazor.Cli;

/// <summary>Rows as text in columns; numbers stand to the right.</summary>
internal static class TextTable
{
    /// <summary>Writes the header and the rows, two spaces between columns.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = header.Select((name, column) => rows.Select(r => r[column].Length).Append(name.Length).Max()).ToArray();
        var right = header.Select((_, column) => rows.Count > 0 && rows.All(r => IsNumber(r[column]))).ToArray();
        Line(header);
        foreach (var row in rows)
        {
            Line(row);
        }

        void Line(IReadOnlyList<string> cells) => writer.WriteLine(string.Join("  ", cells.Select((cell, column) =>
            right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    private static bool IsNumber(string text) => text == "–" || (text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '-' or '%'));
}
