using System.CommandLine;

namespace Backtester.Blazor.Cli;

/// <summary>The program's commands. Without a command it serves.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the words name, and gives the exit code.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        var arguments = SettingArguments.Split(words);
        var command = BuildRoot(arguments.Settings);
        var parsed = command.Parse(arguments.Rest, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        var problems = arguments.Problems.Concat(ParseProblems.Of(parsed)).ToList();
        if (problems.Count > 0)
        {
            return new CommandOutput(Console.Out, Console.Error, words.Contains("--json")).BadInput(problems);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // The second Ctrl+C, or this time after the first, ends a command that does not end itself.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(9),
        });
    }

    /// <summary>All commands, for the program, its help and the tests that count them.</summary>
    public static RootCommand BuildRoot(IReadOnlyDictionary<string, string?> settings)
    {
        var root = new RootCommand("Backtester: backtests of trading strategies on your own machine.")
        {
            new Option<string>(SettingArguments.DataDirOption)
            {
                Description = "The folder that holds database and candles (default ./data). Any setting can be given as --Section:Key value.",
                Recursive = true,
                HelpName = "folder",
            },
            ServeCommand.Create(settings),
            CandlesCommands.Create(settings),
            BacktestCommands.Create(settings),
            OptimizeCommands.Create(settings),
            WalkForwardCommands.Create(settings),
            CrossValidationCommands.Create(settings),
            MonteCarloCommand.Create(settings),
            StrategiesCommands.Create(settings),
            ActiveCommands.Create(settings),
            RecommendCommands.Create(settings),
            JobsCommands.Create(settings),
            DbCommands.Create(settings),
        };
        root.SetAction((_, cancellation) => ServeCommand.RunAsync(settings, cancellation));
        return root;
    }
}
