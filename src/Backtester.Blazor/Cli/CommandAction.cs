using System.CommandLine;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>Runs what a command does, and turns what goes wrong into an exit code and a document.</summary>
internal static class CommandAction
{
    /// <summary>Gives a command its --json and its action.</summary>
    public static Command Does(this Command command, Func<ParseResult, CommandOutput, CancellationToken, Task<int>> action)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document on stdout." };
        command.Add(json);
        command.SetAction((parsed, cancellation) =>
        {
            var output = new CommandOutput(Console.Out, Console.Error, parsed.GetValue(json));
            return RunAsync(output, () => action(parsed, output, cancellation));
        });
        return command;
    }

    /// <summary>Runs an action that prints by itself.</summary>
    public static async Task<int> RunAsync(CommandOutput output, Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (SpecException error)
        {
            return output.BadInput(error.Problems);
        }
        catch (OperationCanceledException)
        {
            return output.Failed("cancelled");
        }
        catch (Exception error)
        {
            return output.Failed(error.Message);
        }
    }
}
