using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`recommend generate|replay|follow-up`: what makes and judges recommendations, in this process.</summary>
internal static class RecommendWorkCommands
{
    public static Command Generate(IReadOnlyDictionary<string, string?> settings)
    {
        var strategy = Strategy();
        return new Command("generate", "Look for recommendations on the strategies that are followed.") { strategy }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var desk = new RecommendationDesk(workspace);
            var on = await ChosenAsync(desk, parsed.GetValue(strategy), cancellation);
            GeneratedReport report;
            using (var progress = ProgressBar.For(output, "Recommendations"))
            {
                report = await desk.Generator.RunAsync(on, Tell(progress), cancellation);
            }

            output.Document(writer => JsonSerializer.Serialize(writer, GeneratedDocument.From(report), ApiJson.Options));
            output.Line(report.Words);
            foreach (var look in report.Looks)
            {
                foreach (var sentence in look.Missing.Concat(look.Declined))
                {
                    output.Line($"{look.Strategy.Row.Name}: {sentence}");
                }
            }

            output.Table(
                ["id", "strategy", "type", "probability", "expected", "low", "high"],
                report.Looks.SelectMany(l => l.Recommendations.Select(r => (IReadOnlyList<string>)[
                    $"{r.Id}", l.Strategy.Row.Name, r.Type, RecommendCommands.Percent(r.Probability), RecommendCommands.Number(r.Expected), RecommendCommands.Number(r.ExpectedLow), RecommendCommands.Number(r.ExpectedHigh),
                ])));
            return ExitCode.Done;
        });
    }

    public static Command Replay(IReadOnlyDictionary<string, string?> settings)
    {
        var strategy = Strategy();
        var from = new Option<string?>("--from") { Description = "No recommendation before this day; as early as the evidence allows where left out." };
        return new Command("replay", "Make recommendations as of past dates from what was known then, and judge them on what followed.") { strategy, from }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var desk = new RecommendationDesk(workspace);
            var on = await ChosenAsync(desk, parsed.GetValue(strategy), cancellation);
            ReplayedReport report;
            using (var progress = ProgressBar.For(output, "Replay"))
            {
                report = await desk.Replaying.RunAsync(on, parsed.GetValue(from), Tell(progress), cancellation);
            }

            output.Document(writer => JsonSerializer.Serialize(writer, ReplayedDocument.From(report), ApiJson.Options));
            output.Line(report.Words);
            return report.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
    }

    public static Command FollowUp(IReadOnlyDictionary<string, string?> settings) =>
        new Command("follow-up", "Judge what new candles cover, and watch the strategies that are followed; twice does what once does.").Does(async (_, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var report = await new RecommendationDesk(workspace).FollowUp.RunAsync(cancellation);
            output.Document(writer => JsonSerializer.Serialize(writer, FollowUpDocument.From(report), ApiJson.Options));
            output.Line(report.Words);
            foreach (var (strategy, watch) in report.Watched)
            {
                output.Line($"{strategy.Row.Name}: {watch.Sentence}");
            }

            foreach (var sentence in report.Failed)
            {
                output.Line(sentence);
            }

            return report.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });

    private static Option<string?> Strategy() => new("--strategy") { Description = "Only this active strategy, by name or number." };

    private static async Task<long?> ChosenAsync(RecommendationDesk desk, string? name, CancellationToken cancellation) =>
        name is null ? null : (await desk.Active.FindAsync(name, cancellation) ?? throw RecommendationDesk.NoStrategy(name)).Row.Id;

    private static Action<double, string> Tell(ProgressBar progress) => (share, what) =>
    {
        progress.Show((long)(1000 * share), 1000);
        progress.Describe(what);
    };
}
