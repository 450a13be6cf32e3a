using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Data.Export;

namespace Backtester.Blazor.Cli;

/// <summary>`candles export`: a series as CSV, in the columns that `candles import` reads, or as JSON.</summary>
internal static class ExportCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var series = new CandlesCommands.SeriesOptions();
        var file = new Option<FileInfo?>("--output") { Description = "The file to write; stdout where it is left out.", HelpName = "file" };
        var format = new Option<string>("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json");
        var command = new Command("export", "Write a series as CSV or JSON.") { file, format };
        series.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var output = new CommandOutput(Console.Out, Console.Error, json: false);
            return CommandAction.RunAsync(output, () =>
            {
                var key = series.Read(parsed);
                using var workspace = Workspace.Open(settings);
                if (workspace.Candles.Find(key) is null)
                {
                    return Task.FromResult(output.BadInput([SeriesName.Missing(key, workspace.Candles)]));
                }

                var candles = workspace.Candles.Load(key, TimeRange.All, cancellation);
                var isJson = parsed.GetValue(format) == "json";
                if (parsed.GetValue(file) is not { } target)
                {
                    using var stdout = Console.OpenStandardOutput();
                    Write(stdout, candles, isJson, cancellation);
                    return Task.FromResult(ExitCode.Done);
                }

                WriteFile(target.FullName, candles, isJson, cancellation);
                output.Line($"{candles.Count} candles of {key} written to {target.FullName}");
                return Task.FromResult(ExitCode.Done);
            });
        });
        return command;
    }

    /// <summary>The file appears only once it is whole.</summary>
    private static void WriteFile(string path, CandleSeries candles, bool isJson, CancellationToken cancellation)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var stream = File.Create(partial))
            {
                Write(stream, candles, isJson, cancellation);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Write(Stream stream, CandleSeries candles, bool isJson, CancellationToken cancellation)
    {
        if (isJson)
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder });
            CandleText.WriteJson(json, candles, cancellation);
            return;
        }

        using var text = new StreamWriter(stream, leaveOpen: true);
        CandleText.WriteCsv(text, candles, cancellation);
    }
}
