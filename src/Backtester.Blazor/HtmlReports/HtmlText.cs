using System.Text.Encodings.Web;

namespace Backtester.Blazor.HtmlReports;

/// <summary>Writes HTML; every text that is not markup goes through <see cref="Of"/>.</summary>
internal static class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(new TextEncoderSettings(System.Text.Unicode.UnicodeRanges.All));

    /// <summary>A text as content or as the value of an attribute in double quotes.</summary>
    public static string Of(string? text) => Encoder.Encode(text ?? "");

    /// <summary>A section with its heading.</summary>
    public static void Section(TextWriter writer, string title, Action body)
    {
        writer.Write($"<section><h2>{Of(title)}</h2>");
        body();
        writer.Write("</section>\n");
    }

    /// <summary>A table; numeric columns stand to the right.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="caption">What it holds, for screen readers.</param>
    /// <param name="header">Names of the columns; one that begins with '#' is numeric, and is shown without it.</param>
    /// <param name="rows">Cells as HTML.</param>
    public static void Table(TextWriter writer, string caption, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var numeric = header.Select(h => h.StartsWith('#')).ToArray();
        writer.Write($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Of(caption)}\"><table><caption>{Of(caption)}</caption><thead><tr>");
        for (var i = 0; i < header.Count; i++)
        {
            writer.Write($"<th scope=\"col\"{(numeric[i] ? " class=\"n\"" : "")}>{Of(header[i].TrimStart('#'))}</th>");
        }

        writer.Write("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            writer.Write("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                writer.Write($"<td{(numeric[i] ? " class=\"n\"" : "")}>{row[i]}</td>");
            }

            writer.Write("</tr>\n");
        }

        writer.Write("</tbody></table></div>");
    }

    /// <summary>A number in the colour of a gain or a loss.</summary>
    public static string Toned(double value, string text) => value switch { > 0 => $"<span class=\"g\">{Of(text)}</span>", < 0 => $"<span class=\"l\">{Of(text)}</span>", _ => Of(text) };
}
