using System.CommandLine;
using System.Globalization;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;

namespace Backtester.Blazor.Cli;

/// <summary>`candles export`: a series as CSV, in the columns that `candles import` reads.</summary>
internal static class ExportCommand
{
    private static readonly string[] Header = ["open_time_ms", "open", "high", "low", "close", "volume", "quote_volume", "trade_count", "taker_buy_volume"];

    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var series = new CandlesCommands.SeriesOptions();
        var file = new Option<FileInfo?>("--output") { Description = "The file to write; stdout where it is left out.", HelpName = "file" };
        var command = new Command("export", "Write a series as CSV.") { file };
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
                if (parsed.GetValue(file) is not { } target)
                {
                    Write(Console.Out, candles, cancellation);
                    return Task.FromResult(ExitCode.Done);
                }

                WriteFile(target.FullName, candles, cancellation);
                output.Line($"{candles.Count} candles of {key} written to {target.FullName}");
                return Task.FromResult(ExitCode.Done);
            });
        });
        return command;
    }

    /// <summary>The file appears only once it is whole.</summary>
    private static void WriteFile(string path, CandleSeries candles, CancellationToken cancellation)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var writer = new StreamWriter(partial))
            {
                Write(writer, candles, cancellation);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Write(TextWriter writer, CandleSeries candles, CancellationToken cancellation)
    {
        // Columns that the source does not know are left out, not written as empty.
        var columns = 6 + (candles.QuoteVolume.IsEmpty ? 0 : 1) + (candles.TradeCount.IsEmpty ? 0 : 1) + (candles.TakerBuyVolume.IsEmpty ? 0 : 1);
        bool[] known = [true, true, true, true, true, true, !candles.QuoteVolume.IsEmpty, !candles.TradeCount.IsEmpty, !candles.TakerBuyVolume.IsEmpty];
        writer.Write(string.Join(',', Header.Where((_, column) => known[column])) + "\n");
        var cells = new string[columns];
        for (var i = 0; i < candles.Count; i++)
        {
            if (i % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var c = candles[i];
            double[] numbers = [c.Open, c.High, c.Low, c.Close, c.Volume, c.QuoteVolume, c.TradeCount, c.TakerBuyVolume];
            cells[0] = c.OpenTimeMs.ToString(CultureInfo.InvariantCulture);
            var cell = 1;
            for (var column = 0; column < numbers.Length; column++)
            {
                if (known[column + 1])
                {
                    cells[cell++] = double.IsNaN(numbers[column]) ? "" : numbers[column].ToString("R", CultureInfo.InvariantCulture);
                }
            }

            writer.Write(string.Join(',', cells) + "\n");
        }
    }
}
