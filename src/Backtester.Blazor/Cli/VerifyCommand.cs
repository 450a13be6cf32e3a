using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest verify ID`: runs a stored run again and compares every byte. Ends with 1 where it is not proven.</summary>
internal static class VerifyCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var id = BacktestCommands.IdArgument();
        return new Command("verify", "Run a stored run again, and compare every byte of the result.") { id }.Does(async (parsed, output, cancellation) =>
        {
            var number = parsed.GetRequiredValue(id);
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var verifier = new RunVerifier(workspace.Runs, workspace.Curves, workspace.Candles);
            if (await verifier.VerifyAsync(number, cancellation) is not { } verification)
            {
                return output.NotFound($"run {number}");
            }

            output.Document(writer => JsonSerializer.Serialize(writer, verification, ApiJson.Options));
            output.Line(verification.Sentence);
            output.Line($"result hash, stored {verification.StoredResultHash ?? "none"}");
            output.Line($"result hash, now    {verification.ResultHash ?? "none"}");
            return verification.Verified ? ExitCode.Done : ExitCode.Failed;
        });
    }
}
