using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`candles …`: what is stored, and what can be brought.</summary>
internal static class CandlesCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("candles", "Stored candles.")
        {
            new Command("list", "List all series that can be read.").Does((_, output, _) => Task.FromResult(List(settings, output))),
            Info(settings),
            ImportCommand.Create(settings),
            CandleVerifyCommand.Create(settings),
            ExportCommand.Create(settings),
            ClearCommand.Create(settings),
            FetchCommand.Create(settings),
            MarketCommands.Top(settings),
            MarketCommands.Earliest(settings),
            UniverseCommands.Create(settings),
            PremiumCommand.Create(settings),
        };

    /// <summary>The three options that name a series.</summary>
    internal sealed class SeriesOptions
    {
        public Option<string> Exchange { get; } = new("--exchange") { Description = "The market, such as binance.", Required = true };

        public Option<string> Symbol { get; } = new("--symbol") { Description = "The instrument, such as BTCUSDT.", Required = true };

        public Option<string> Timeframe { get; } = new("--timeframe") { Description = "Length of a candle, such as 1h.", Required = true };

        public void AddTo(Command command)
        {
            command.Add(Exchange);
            command.Add(Symbol);
            command.Add(Timeframe);
        }

        /// <summary>Reads the three.</summary>
        /// <exception cref="SpecException">One of them is none.</exception>
        public SeriesKey Read(ParseResult parsed) => SeriesName.Read(
            parsed.GetRequiredValue(Exchange), parsed.GetRequiredValue(Symbol), parsed.GetRequiredValue(Timeframe), "--");
    }

    private static int List(IReadOnlyDictionary<string, string?> settings, CommandOutput output)
    {
        using var workspace = Workspace.Open(settings);
        var series = workspace.Candles.List();
        output.Document(writer => JsonSerializer.Serialize(writer, series.Select(SeriesDocument.From), ApiJson.Options));
        output.Table(
            ["exchange", "symbol", "timeframe", "first", "last", "candles", "kind"],
            series.Select(SeriesDocument.From).Select(s => new[]
            {
                s.Exchange, s.Symbol, s.Timeframe, $"{s.FirstOpen:yyyy-MM-dd HH:mm}", $"{s.LastOpen:yyyy-MM-dd HH:mm}", $"{s.Candles}", s.Synthetic ? "synthetic" : "recorded",
            }));
        return ExitCode.Done;
    }

    private static Command Info(IReadOnlyDictionary<string, string?> settings)
    {
        var series = new SeriesOptions();
        var command = new Command("info", "Show one series, stored or derivable from a finer one.");
        series.AddTo(command);
        return command.Does((parsed, output, _) =>
        {
            var key = series.Read(parsed);
            using var workspace = Workspace.Open(settings);
            if (workspace.Candles.Find(key) is not { } info)
            {
                return Task.FromResult(output.BadInput([SeriesName.Missing(key, workspace.Candles)]));
            }

            var document = SeriesDocument.From(info);
            output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
            output.Line($"{key}: {document.Candles} candles from {document.FirstOpen:yyyy-MM-dd HH:mm} to {document.LastOpen:yyyy-MM-dd HH:mm} UTC");
            output.Line(info.Synthetic ? "synthetic: generated, not recorded" : info.Derived ? "derived from a finer stored series" : "recorded");
            return Task.FromResult(ExitCode.Done);
        });
    }
}
