using System.Text;
using Backtester.Blazor.Cli;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>
/// A command run inside the test's process, with the words, the input, the output and the exit code that a process of its own would have.
/// A process takes seconds to start, a command milliseconds: <see cref="BacktesterProcess"/> is for what only a process can show.
/// </summary>
public static class CommandInProcess
{
    private static readonly HashSet<string> FileEndings = [".csv", ".json", ".yaml", ".pine", ".html", ".db"];
    private static readonly RoutedReader In = new(Console.In);
    private static readonly RoutedWriter Out = new(Console.Out);
    private static readonly RoutedWriter Error = new(Console.Error);

    static CommandInProcess()
    {
        Console.SetIn(In);
        Console.SetOut(Out);
        Console.SetError(Error);
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<CommandResult> RunAsync(string dataDirectory, params string[] arguments) => RunWithInputAsync(dataDirectory, null, arguments);

    /// <summary>Runs a command that reads its standard input.</summary>
    public static async Task<CommandResult> RunWithInputAsync(string dataDirectory, string? input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        In.Route.Value = new StringReader(input ?? "");
        Out.Route.Value = TextWriter.Synchronized(output);
        Error.Route.Value = TextWriter.Synchronized(error);
        var words = arguments.Select(word => Standing(dataDirectory, word));
        var exitCode = await Task.Run(() => CommandLine.RunAsync([.. words, "--data-dir", dataDirectory]));
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The name of a file as a process that stands in the data folder would read it.</summary>
    private static string Standing(string folder, string word) =>
        FileEndings.Contains(Path.GetExtension(word)) && !word.Contains('=', StringComparison.Ordinal) ? Path.Combine(folder, word) : word;

    /// <summary>Text to whoever asked for it in this flow of control, or to the console.</summary>
    private sealed class RoutedWriter(TextWriter console) : TextWriter
    {
        public AsyncLocal<TextWriter?> Route { get; } = new();

        public override Encoding Encoding => console.Encoding;

        private TextWriter Target => Route.Value ?? console;

        public override void Write(char value) => Target.Write(value);

        public override void Write(string? value) => Target.Write(value);

        public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

        public override void Flush() => Target.Flush();
    }

    /// <summary>Text from whoever gave it in this flow of control, or from the console.</summary>
    private sealed class RoutedReader(TextReader console) : TextReader
    {
        public AsyncLocal<TextReader?> Route { get; } = new();

        private TextReader Source => Route.Value ?? console;

        public override int Peek() => Source.Peek();

        public override int Read() => Source.Read();

        public override int Read(char[] buffer, int index, int count) => Source.Read(buffer, index, count);
    }
}
