using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`candles top|earliest`: what an exchange has.</summary>
internal static class MarketCommands
{
    public static Command Top(IReadOnlyDictionary<string, string?> settings)
    {
        var exchange = new Option<string>("--exchange") { Description = "The market, such as binance.", Required = true };
        var quote = new Option<string?>("--quote") { Description = "Only pairs with this quote asset.", DefaultValueFactory = _ => "USDT" };
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => 20 };
        return new Command("top", "List the most traded symbols of the last 24 hours.") { exchange, quote, limit }.Does(async (parsed, output, cancellation) =>
        {
            if (parsed.GetValue(limit) is < 1 or > 1000)
            {
                return output.BadInput([new("--limit", "is out of range", $"{parsed.GetValue(limit)}", "1 to 1000")]);
            }

            using var workspace = Workspace.Open(settings);
            var top = await workspace.Lists.TopAsync(parsed.GetRequiredValue(exchange), parsed.GetValue(quote), parsed.GetValue(limit), cancellation);
            var document = SymbolListDocument.From(top);
            output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
            output.Table(
                ["rank", "symbol", "id", "price", "volume 24 h", "change %"],
                document.Symbols.Select(s => new[] { $"{s.Rank}", s.Symbol, s.Id, $"{s.LastPrice:0.########}", $"{s.QuoteVolume:0}", $"{s.ChangePercentage:0.00}" }));
            output.Line($"as of {document.FetchedAt:yyyy-MM-dd HH:mm} UTC");
            return ExitCode.Done;
        });
    }

    public static Command Earliest(IReadOnlyDictionary<string, string?> settings)
    {
        var series = new CandlesCommands.SeriesOptions();
        var command = new Command("earliest", "Find the first candle that an exchange has of a symbol.");
        series.AddTo(command);
        return command.Does(async (parsed, output, cancellation) =>
        {
            var key = series.Read(parsed);
            using var workspace = Workspace.Open(settings);
            var earliest = await workspace.Downloader.GetEarliestAvailableDateAsync(key.Exchange, key.Symbol, key.Timeframe, cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, new EarliestDocument(key.Exchange, key.Symbol, key.Timeframe.Name, earliest), ApiJson.Options));
            output.Line(earliest is { } time ? $"{key}: {time:yyyy-MM-dd HH:mm} UTC" : $"{key}: not one finished candle");
            return ExitCode.Done;
        });
    }
}
