using System.Text.Encodings.Web;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>
/// What a command prints. With --json stdout gets exactly one document, the error's document where it fails;
/// without it stdout gets text for people. Errors in words go to stderr either way.
/// </summary>
internal sealed class CommandOutput(TextWriter output, TextWriter error, bool json)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True where one document is asked for.</summary>
    public bool Json => json;

    /// <summary>True where a person looks at the terminal.</summary>
    public static bool IsWatched => !Console.IsOutputRedirected && !Console.IsErrorRedirected;

    /// <summary>A line for people; nothing with --json.</summary>
    public void Line(string text = "")
    {
        if (!json)
        {
            output.WriteLine(text);
        }
    }

    /// <summary>Rows in columns under their names, for people; nothing with --json.</summary>
    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!json)
        {
            TextTable.Write(output, header, [.. rows]);
        }
    }

    /// <summary>The one document; nothing without --json.</summary>
    public void Document(Action<Utf8JsonWriter> write)
    {
        if (json)
        {
            WriteDocument(write);
        }
    }

    /// <summary>Prints a document whether or not --json was given, for commands whose answer is a document.</summary>
    public void WriteDocument(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Indented))
        {
            write(writer);
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>All that is wrong with what came.</summary>
    public int BadInput(IReadOnlyList<SpecProblem> problems)
    {
        foreach (var problem in problems)
        {
            error.WriteLine(problem);
        }

        Document(writer => JsonSerializer.Serialize(writer, ApiProblem.Create(400, "Bad input", Count(problems.Count), problems), ApiJson.Options));
        return ExitCode.BadInput;
    }

    /// <summary>What is not there.</summary>
    public int NotFound(string what) => BadInput([new SpecProblem("id", $"there is no {what}")]);

    /// <summary>What was done to something that is stored: a document with its number, or a line.</summary>
    /// <param name="property">What was done, such as "deleted".</param>
    /// <param name="id">To which.</param>
    /// <param name="line">The same for people.</param>
    public int Did(string property, long id, string line)
    {
        Document(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber(property, id);
            writer.WriteEndObject();
        });
        Line(line);
        return ExitCode.Done;
    }

    /// <summary>Why it failed.</summary>
    public int Failed(string message)
    {
        error.WriteLine(message);
        Document(writer => JsonSerializer.Serialize(writer, ApiProblem.Create(500, "Failed", message, []), ApiJson.Options));
        return ExitCode.Failed;
    }

    private static string Count(int problems) => problems == 1 ? "There is one problem." : $"There are {problems} problems.";
}
