using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs.Explanation;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`backtest explain ID`: where the bars of a run ended on their way to an entry, and what the rules said at one of them.</summary>
internal static class ExplainCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var id = BacktestCommands.IdArgument();
        var at = new Option<string?>("--at") { Description = "A time, ISO 8601, UTC: shows every rule and its parts at that bar." };
        var symbol = new Option<string?>("--symbol") { Description = "The symbol of that bar; left out, the run's first." };
        var trade = new Option<int?>("--trade") { Description = "A trade's number, from 1: tells its two fills in sentences, and nothing else." };
        return new Command("explain", "Say why a run traded, or did not.") { id, at, symbol, trade }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Runs.GetAsync(parsed.GetRequiredValue(id), withTrades: parsed.GetValue(trade) is not null, cancellation) is not { } run)
            {
                return output.NotFound($"run {parsed.GetRequiredValue(id)}");
            }

            if (parsed.GetValue(trade) is { } number)
            {
                return Tell(output, run, number);
            }

            var explainer = new RunExplainer(workspace.Candles);
            var (funnel, bar) = explainer.Explain(run.Plan.Manifest, parsed.GetValue(at), parsed.GetValue(symbol), cancellation);
            output.Document(writer => ExplanationDocument.Write(writer, funnel, bar));
            output.Table(
                ["step", "bars", "stopped", "why"],
                funnel.Steps.Select(s => new[] { s.Name, $"{s.Entered:N0}", $"{s.Stopped:N0}", string.Join(", ", s.Reasons.Select(r => $"{r.Key} {r.Value:N0}")) })
                    .Append(["entries", $"{funnel.Entries:N0}", "", ""]));
            if (bar is not null)
            {
                output.Line();
                output.Line($"{bar.Symbol} {DateTimeOffset.FromUnixTimeMilliseconds(bar.TimeMs):yyyy-MM-dd HH:mm} (bar {bar.Bar}): {bar.Step}{(bar.Reason is null ? "" : $", {bar.Reason}")}; signals: {string.Join(", ", ExplanationDocument.WordsOf(bar.Signals).DefaultIfEmpty("none"))}");
                output.Table(["field", "expression", "value"], bar.Parts.Select(p => new[] { p.Field, new string(' ', 2 * p.Depth) + p.Expression, Value(p) }));
            }

            return ExitCode.Done;
        });
    }

    private static int Tell(CommandOutput output, StoredRun run, int number)
    {
        if (TradeStory.Of(run.Trades!, number) is not { } story)
        {
            return output.NotFound($"trade {number} of run {run.Summary.Id}, which has {run.Trades!.Count}");
        }

        output.Document(writer => JsonSerializer.Serialize(writer, story, ApiJson.Options));
        output.Line(story.Entry);
        output.Line(story.Exit);
        return ExitCode.Done;
    }

    private static string Value(PartValue part) => double.IsNaN(part.Value) ? "–" : part.IsBoolean ? part.Value != 0 ? "true" : "false" : part.Value.ToString("G8");
}
