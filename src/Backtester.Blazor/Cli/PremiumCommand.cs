using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`candles premium`: one instrument on two markets.</summary>
internal static class PremiumCommand
{
    private const int RowsShown = 20;

    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var series = new CandlesCommands.SeriesOptions();
        var with = new Option<string?>("--with-exchange") { Description = "The market to compare with; left out, the first that has the instrument." };
        var withSymbol = new Option<string?>("--with-symbol") { Description = "Its symbol there; left out, the same in dollars of any kind." };
        var start = new Option<string?>("--start") { Description = "First day or time, ISO 8601, UTC." };
        var end = new Option<string?>("--end") { Description = "End, ISO 8601, UTC." };
        var points = new Option<int>("--points") { Description = "Most stretches in the document of --json.", DefaultValueFactory = _ => PremiumReader.DefaultPoints };
        var command = new Command("premium", "Tell by how much closes on one market lie above those on another.") { with, withSymbol, start, end, points };
        series.AddTo(command);
        return command.Does((parsed, output, cancellation) =>
        {
            var key = series.Read(parsed);
            using var workspace = Workspace.Open(settings);
            var asked = new PremiumReader.Question(
                key.Exchange, key.Symbol, key.Timeframe.Name, parsed.GetValue(with), parsed.GetValue(withSymbol), parsed.GetValue(start), parsed.GetValue(end),
                output.Json ? parsed.GetValue(points) : RowsShown);
            var premium = PremiumReader.Read(workspace.Candles, asked, cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, premium, ApiJson.Options));
            output.Line($"{key} over {premium.WithExchange} {premium.WithSymbol}: {premium.Candles} candles in common, mean {premium.MeanPercentage:0.####} %, median {premium.MedianPercentage:0.####} %");
            output.Line($"lowest {premium.LowestPercentage:0.####} % at {premium.LowestAt:yyyy-MM-dd HH:mm}, highest {premium.HighestPercentage:0.####} % at {premium.HighestAt:yyyy-MM-dd HH:mm} UTC");
            output.Table(["from", "last %", "low %", "high %"], premium.Points.Select(p => new[] { $"{p.Time:yyyy-MM-dd HH:mm}", $"{p.Percentage:0.####}", $"{p.Low:0.####}", $"{p.High:0.####}" }));
            return Task.FromResult(ExitCode.Done);
        });
    }
}
