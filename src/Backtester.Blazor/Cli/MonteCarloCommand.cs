using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Optimization.MonteCarlo;

namespace Backtester.Blazor.Cli;

/// <summary>`montecarlo RUN_ID`: what else could have become of a stored run, whether it was luck, and what worse fills leave of it.</summary>
internal static class MonteCarloCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var id = new Argument<long>("RUN_ID") { Description = "Number of a stored run." };
        var questions = new Option<string[]>("--question") { Description = "path, luck or execution; may be repeated; all three where it is left out.", HelpName = "path|luck|execution" };
        var paths = new Option<long?>("--paths") { Description = "Histories of each question (10,000, 200, 100)." };
        var seed = new Option<long?>("--seed") { Description = "Seed (42)." };
        var scheme = new Option<string?>("--scheme") { Description = "path: what is drawn (days).", HelpName = "days|trades|shuffle" };
        var block = new Option<double?>("--mean-block") { Description = "path: mean length of a block of days or trades (what suits them)." };
        var ruin = new Option<double?>("--ruin-at") { Description = "path: share of the capital below which an account is ruined (0.5)." };
        var objective = new Option<string?>("--objective") { Description = "luck: the metric that is compared (sharpe_ratio)." };
        var search = new Option<long?>("--optimization") { Description = "luck: a stored search, which is then repeated whole in place of the run." };
        return new Command("montecarlo", "Ask a stored run for its path risk, how much of it is luck, and what worse execution leaves of it.")
        {
            id, questions, paths, seed, scheme, block, ruin, objective, search,
        }.Does(async (parsed, output, cancellation) =>
        {
            var document = new JsonObject { ["backtest_id"] = parsed.GetRequiredValue(id) };
            if (parsed.GetValue(questions) is { Length: > 0 } asked)
            {
                document["questions"] = new JsonArray([.. asked.Select(q => JsonValue.Create(q))]);
            }

            Put(document, "paths", parsed.GetValue(paths));
            Put(document, "seed", parsed.GetValue(seed));
            Put(document, "optimization_id", parsed.GetValue(search));
            var path = new JsonObject();
            Put(path, "scheme", parsed.GetValue(scheme));
            Put(path, "mean_block", parsed.GetValue(block));
            Put(path, "ruin_at", parsed.GetValue(ruin));
            document["path"] = path;
            var luck = new JsonObject();
            Put(luck, "objective", parsed.GetValue(objective));
            document["luck"] = luck;
            return await AskAsync(MonteCarloRequest.Read(document.ToJsonString()), settings, output, cancellation);
        });
    }

    private static async Task<int> AskAsync(MonteCarloRequest request, IReadOnlyDictionary<string, string?> settings, CommandOutput output, CancellationToken cancellation)
    {
        using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
        var opening = new MonteCarloOpening(workspace.Runs, workspace.Curves, workspace.Optimizations, workspace.Candles);
        var (run, missing) = await opening.OpenAsync(request, cancellation);
        if (run is null)
        {
            return output.NotFound(missing!);
        }

        // On a thread of the pool: Ctrl+C is heard once the command waits.
        var result = await Task.Run(() => Execute(run, output, cancellation), cancellation);
        output.Document(writer => MonteCarloDocument.Write(writer, result));
        Print(output, result);
        return ExitCode.Done;
    }

    private static MonteCarloResult Execute(MonteCarloRun run, CommandOutput output, CancellationToken cancellation)
    {
        using var progress = ProgressBar.For(output, "Monte Carlo");
        return run.Execute(Environment.ProcessorCount, done => progress.Show(done, run.Simulations), cancellation);
    }

    private static void Print(CommandOutput output, MonteCarloResult result)
    {
        if (result.Path is { } path)
        {
            output.Line("Path risk: " + path.Sentence);
            output.Table(["", "this run", "mean", "5 %", "25 %", "50 %", "75 %", "95 %"], path.Distributions.Select(Row));
            foreach (var (name, reason) in PathStatistics.LeftOutBy(path.Settings.Scheme))
            {
                output.Line($"{name} is not shown: {reason}");
            }

            output.Line();
        }

        if (result.Luck is { } luck)
        {
            output.Line("Luck: " + luck.Sentence);
            output.Line(luck.Note ?? "");
            output.Table(["", "this run", "mean", "5 %", "25 %", "50 %", "75 %", "95 %"], [Row(luck.Distribution)]);
            output.Line();
        }

        if (result.Execution is { } execution)
        {
            output.Line("Execution: " + execution.Sentence);
            output.Table(
                ["scenario", "runs", "roi % 5 %", "median", "95 %", "sharpe", "max drawdown %", "trades", "lost money %"],
                execution.Rows.Select(r => new[]
                {
                    r.Scenario.Name, $"{r.Runs}", Number(r["roi"].Low), Number(r["roi"].Median), Number(r["roi"].High), Number(r["sharpe_ratio"].Median),
                    Number(r["max_drawdown_percentage"].Median), Number(r["total_trades"].Median), Number(100 * r.LossShare),
                }));
        }
    }

    private static string[] Row(PathDistribution d) => [d.Name, Number(d.Realised), Number(d.Mean), .. d.Quantiles.Select(Number)];

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : "–";

    private static void Put<T>(JsonObject document, string name, T? value)
    {
        if (value is not null)
        {
            document[name] = JsonValue.Create(value);
        }
    }
}
