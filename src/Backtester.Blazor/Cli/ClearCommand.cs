using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`candles clear`: deletes one stored series.</summary>
internal static class ClearCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var series = new CandlesCommands.SeriesOptions();
        var command = new Command("clear", "Delete a stored series. Runs that used it keep their results.");
        series.AddTo(command);
        return command.Does((parsed, output, cancellation) =>
        {
            var key = series.Read(parsed);
            using var workspace = Workspace.Open(settings);
            if (workspace.Candles.Store.Find(key) is not { } stored || !workspace.Candles.Delete(key, cancellation))
            {
                return Task.FromResult(output.BadInput([new("symbol", $"{key} is not stored", key.Symbol, string.Join(", ", workspace.Candles.Store.List().Select(s => s.Key)))]));
            }

            output.Document(writer => JsonSerializer.Serialize(writer, new { deleted = key.ToString(), candles = stored.Count, bytes = stored.Bytes }));
            output.Line($"{key}: {stored.Count} candles deleted, {stored.Bytes} bytes freed");
            return Task.FromResult(ExitCode.Done);
        });
    }
}
