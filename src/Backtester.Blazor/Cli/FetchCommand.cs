using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Downloads;
using Backtester.Blazor.Runs;
using Backtester.Data.Download;

namespace Backtester.Blazor.Cli;

/// <summary>`candles fetch`: brings what is missing from an exchange, in this process. Killed at any moment, it loses a page at most.</summary>
internal static class FetchCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var exchange = new Option<string>("--exchange") { Description = "The market: binance, binance-usdm, bybit, …", Required = true };
        var symbols = new Option<string>("--symbols") { Description = "Instruments, separated by commas.", Required = true };
        var timeframe = new Option<string>("--timeframe") { Description = "Lengths of candles, separated by commas, such as 1m,1h.", Required = true };
        var start = new Option<string?>("--start") { Description = "First day or time, ISO 8601, UTC; the listing where left out." };
        var end = new Option<string?>("--end") { Description = "End of the range; now where left out." };
        var again = new Option<bool>("--ask-again") { Description = "Ask also for candles that the exchange said it does not have." };
        var command = new Command("fetch", "Fetch the missing candles of symbols from an exchange.") { exchange, symbols, timeframe, start, end, again };
        return command.Does(async (parsed, output, cancellation) =>
        {
            var request = DownloadRequest.Read(
                parsed.GetRequiredValue(exchange), Words(parsed.GetRequiredValue(symbols)), Words(parsed.GetRequiredValue(timeframe)),
                parsed.GetValue(start), parsed.GetValue(end), parsed.GetValue(again));
            using var workspace = Workspace.Open(settings);
            DownloadOutcome outcome;
            using (var progress = ProgressBar.For(output, FetchPayload.Of(request).Title))
            {
                outcome = await workspace.Downloader.RunAsync(
                    request,
                    p =>
                    {
                        progress.Show(p.Done, p.Total);
                        progress.Describe(FetchJob.Words(p));
                    },
                    cancellation);
            }

            return Tell(output, outcome);
        });
    }

    private static string[] Words(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Tell(CommandOutput output, DownloadOutcome outcome)
    {
        output.Table(
            ["series", "answer", "from", "added", "absent", "funding"],
            outcome.Series.Select(s => new[] { $"{s.Key}", FetchDocument.Word(s.Answer), $"{s.Source.Timeframe}", $"{s.Added}", $"{s.Absent}", $"{s.FundingRates}" }));
        output.Line(FetchJob.Words(outcome));
        if (outcome.Failed.Any())
        {
            return output.Failed(string.Join(Environment.NewLine, outcome.Failed.Select(f => $"{f.Key}: {f.Error}")));
        }

        output.Document(writer => JsonSerializer.Serialize(writer, FetchDocument.From(outcome), ApiJson.Options));
        return ExitCode.Done;
    }
}
