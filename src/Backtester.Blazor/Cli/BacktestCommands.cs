using System.CommandLine;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest run|list|summary|show|report|verify|explain|compare|template|edit|delete`.</summary>
internal static class BacktestCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("backtest", "Run backtests, and manage the stored ones.")
        {
            RunCommand.Create(settings),
            ListCommand.Create(settings),
            SummaryCommand.Create(settings),
            Show(settings),
            ReportCommand.Create(settings),
            VerifyCommand.Create(settings),
            ExplainCommand.Create(settings),
            CompareCommand.Create(settings),
            TemplateCommands.Create(settings),
            EditCommand.Create(settings),
            Delete(settings),
        };

    /// <summary>How much of the curve a document holds.</summary>
    internal static Option<string> EquityOption() => new("--equity")
    {
        Description = "How much of the equity curve the document holds: daily, full or none.",
        DefaultValueFactory = _ => "daily",
        HelpName = "daily|full|none",
    };

    /// <summary>Reads that option.</summary>
    /// <exception cref="SpecException">It is none of the words.</exception>
    internal static EquityDetail ReadEquity(string word) => EquityWord.Parse(word) ?? throw new SpecException([EquityWord.Wrong("--equity", word)]);

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        var equity = EquityOption();
        return new Command("show", "Show a stored run.") { id, equity }.Does(async (parsed, output, cancellation) =>
        {
            var detail = ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var results = new StoredResults(workspace.Runs, workspace.Curves);
            if (await results.ReadAsync(parsed.GetRequiredValue(id), cancellation) is not { } run)
            {
                return output.NotFound($"run {parsed.GetRequiredValue(id)}");
            }

            output.Document(writer => results.Write(writer, run, detail));
            RunText.Write(output, run);
            return ExitCode.Done;
        });
    }

    private static Command Delete(IReadOnlyDictionary<string, string?> settings)
    {
        var id = IdArgument();
        return new Command("delete", "Remove a stored run, its trades and its curve.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var hash = (await workspace.Runs.GetSummaryAsync(number, cancellation))?.ResultHash;
            switch (await workspace.Runs.DeleteAsync(number, cancellation))
            {
                case DeleteOutcome.NotFound:
                    return output.NotFound($"run {number}");
                case DeleteOutcome.StillActive:
                    return output.Failed($"run {number} waits or runs: cancel its job first");
                default:
                    await RunCurves.DeleteUnusedAsync(hash, workspace.Curves, workspace.Database, cancellation);
                    output.Document(writer =>
                    {
                        writer.WriteStartObject();
                        writer.WriteNumber("deleted", number);
                        writer.WriteEndObject();
                    });
                    output.Line($"run {number} is deleted");
                    return ExitCode.Done;
            }
        });
    }

    /// <summary>The number of a stored run.</summary>
    internal static Argument<long> IdArgument() => new("id") { Description = "The run's number." };
}
