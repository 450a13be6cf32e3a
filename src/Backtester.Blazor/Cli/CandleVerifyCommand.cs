using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Data.Quality;

namespace Backtester.Blazor.Cli;

/// <summary>`candles verify`: reads every byte of stored series, judges their candles, names what is missing or damaged.</summary>
internal static class CandleVerifyCommand
{
    private const int GapsShown = 10;

    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var exchange = new Option<string?>("--exchange") { Description = "Only this market." };
        var symbol = new Option<string?>("--symbol") { Description = "Only this instrument." };
        var timeframe = new Option<string?>("--timeframe") { Description = "Only this length of a candle." };
        var move = new Option<bool>("--move-damaged") { Description = "Move damaged files out of their series, so that their range can be fetched or imported again." };
        var command = new Command("verify", "Check stored candles: checksums, gaps, contradictions, outliers, with a score. Exit code 1 where a file is damaged.")
        {
            exchange, symbol, timeframe, move,
        };
        return command.Does((parsed, output, cancellation) =>
        {
            using var workspace = Workspace.Open(settings);
            var keys = Chosen(workspace, parsed.GetValue(exchange), parsed.GetValue(symbol), parsed.GetValue(timeframe));
            if (keys.Count == 0)
            {
                var stored = string.Join(", ", workspace.Candles.Store.List().Select(s => s.Key));
                return Task.FromResult(output.BadInput([new("series", "none of the stored series is meant", null, stored.Length == 0 ? "nothing is stored yet" : stored)]));
            }

            var reports = new QualityReports(workspace.Candles);
            var judged = keys.Select(key => reports.Of(key, parsed.GetValue(move), cancellation)).ToList();
            output.Document(writer => JsonSerializer.Serialize(writer, judged.Select(QualityDocument.Of), ApiJson.Options));
            foreach (var quality in judged)
            {
                Print(output, quality);
            }

            return Task.FromResult(judged.Any(q => q.Damages.Count > 0) ? ExitCode.Failed : ExitCode.Done);
        });
    }

    private static List<SeriesKey> Chosen(Workspace workspace, string? exchange, string? symbol, string? timeframe)
    {
        var name = symbol is null ? null : SymbolName.Normalize(symbol);
        return [.. workspace.Candles.Store.List()
            .Select(s => s.Key)
            .Where(k => (exchange is null || k.Exchange == exchange) && (name is null || k.Symbol == name) && (timeframe is null || k.Timeframe.Name == timeframe))];
    }

    private static void Print(CommandOutput output, SeriesQuality quality)
    {
        var document = QualityDocument.Of(quality);
        output.Line($"{quality.Key}: score {document.Score:0.0} of 100, {document.Candles} of {document.Expected} candles from {document.FirstOpen:yyyy-MM-dd HH:mm} to {document.LastOpen:yyyy-MM-dd HH:mm} UTC");
        foreach (var part in document.ScoreParts.Where(p => p.Score < 100))
        {
            output.Line($"  {part.Name} {part.Score:0.0}: {part.Why}");
        }

        foreach (var gap in document.Gaps.OrderByDescending(g => g.Missing).Take(GapsShown))
        {
            output.Line($"  gap {gap.Start:yyyy-MM-dd HH:mm} to {gap.End:yyyy-MM-dd HH:mm}: {gap.Missing} missing ({gap.Cause})");
        }

        if (document.Gaps.Count > GapsShown)
        {
            output.Line($"  and {document.Gaps.Count - GapsShown} shorter gaps; --json lists all");
        }

        foreach (var outlier in document.Outliers.Where(o => o.Verdict == "bad_price").Take(GapsShown))
        {
            output.Line($"  bad price {outlier.Time:yyyy-MM-dd HH:mm}: moved {outlier.MovePercentage:0.##} %, {outlier.OffPercentage:0.##} % off {string.Join(", ", document.ComparedWith)}");
        }

        foreach (var damage in document.Damages)
        {
            output.Line($"  DAMAGED {damage}");
        }

        foreach (var file in document.Quarantined)
        {
            output.Line($"  moved aside {file.MovedAt:yyyy-MM-dd HH:mm}: {file.Path}");
        }
    }
}
