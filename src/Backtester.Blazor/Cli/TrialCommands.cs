using System.CommandLine;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.Robustness;
using Backtester.Core.Runs;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Cli;

/// <summary>`optimize trials|open|robustness|later|stress`: the sets of a stored search.</summary>
internal static class TrialCommands
{
    /// <summary>`optimize trials ID`: as CSV, or with --json as one document.</summary>
    public static Command Trials(IReadOnlyDictionary<string, string?> settings)
    {
        var id = OptimizeCommands.IdArgument();
        var sort = new Option<string?>("--sort") { Description = "A parameter, a metric, score or number; best first without it.", HelpName = "column" };
        var descending = new Option<bool>("--desc") { Description = "Greatest first." };
        var where = new Option<string?>("--where") { Description = "Only sets inside, such as roi:5..,fast:5..20.", HelpName = "ranges" };
        return new Command("trials", "Print all sets of a search as CSV, refused ones included.") { id, sort, descending, where }.Does((parsed, output, cancellation) =>
            WithSearchAsync(settings, parsed.GetRequiredValue(id), output, async (workspace, row) =>
            {
                var table = await workspace.Optimizations.TableAsync(row.Id, cancellation);
                var (view, problems) = TrialRoutes.View(table, parsed.GetValue(sort), parsed.GetValue(descending), parsed.GetValue(where));
                if (problems.Count > 0)
                {
                    throw new SpecException(problems);
                }

                var rows = view.Rows(table);
                output.Document(writer => JsonSerializer.Serialize(
                    writer, new TrialPageDocument(row.Id, table.Count, rows.Length, 0, [.. rows.Select(r => TrialRowDocument.From(table, r))]), ApiJson.Options));
                if (!output.Json)
                {
                    foreach (var line in TrialCsv.Lines(table, rows))
                    {
                        output.Line(line);
                    }
                }
            }, cancellation));
    }

    /// <summary>`optimize open ID NUMBER`: a set as a full run.</summary>
    public static Command Open(IReadOnlyDictionary<string, string?> settings)
    {
        var id = OptimizeCommands.IdArgument();
        var number = new Argument<int>("set") { Description = "The set's number." };
        var market = new Option<string?>("--market") { Description = "Of a search over several markets the one to run the set on, such as \"ETHUSDT 4h\".", HelpName = "market" };
        var equity = BacktestCommands.EquityOption();
        return new Command("open", "Run a set as a full backtest in this process and store it; its numbers are the set's own.") { id, number, market, equity }.Does(async (parsed, output, cancellation) =>
        {
            var (search, set) = (parsed.GetRequiredValue(id), parsed.GetRequiredValue(number));
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            if (await workspace.Optimizations.GetAsync(search, cancellation) is not { Row: var row } || await workspace.Optimizations.TrialAsync(search, set, cancellation) is not { } trial)
            {
                return output.NotFound($"set {set} of search {search}");
            }

            var spec = TrialSpec.Of(row, trial.Parameters, parsed.GetValue(market)).ToJsonString();
            var plan = RunPlanner.Plan(spec, SpecFormat.Json, workspace.Candles, workspace.CommandStrategies, cancellation);
            return await RunCommand.RunAsync(workspace, plan, BacktestCommands.ReadEquity(parsed.GetRequiredValue(equity)), fresh: false, output, cancellation);
        });
    }

    /// <summary>`optimize robustness ID`.</summary>
    public static Command Robustness(IReadOnlyDictionary<string, string?> settings)
    {
        var id = OptimizeCommands.IdArgument();
        var x = new Option<string?>("--x") { Description = "Parameter across the stability map (--json).", HelpName = "name" };
        var y = new Option<string?>("--y") { Description = "Parameter down it.", HelpName = "name" };
        return new Command("robustness", "Say how much the answer hangs on exact values: importance, neighbours, the broadest good region.") { id, x, y }.Does((parsed, output, cancellation) =>
            WithSearchAsync(settings, parsed.GetRequiredValue(id), output, async (workspace, row) =>
            {
                var tables = new TrialTables(workspace.Optimizations);
                var table = await tables.GetAsync(row);
                var found = await tables.RobustnessAsync(row);
                var (across, down, problems) = ChosenAxes.Of(table, found.Importance, parsed.GetValue(x), parsed.GetValue(y));
                if (problems.Count > 0)
                {
                    throw new SpecException(problems);
                }

                var document = RobustnessDocument.From(row.Id, row.Objective, table, found, across, down);
                output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
                output.Line(document.Sentence);
                Write(output, document);
            }, cancellation));
    }

    /// <summary>`optimize later ID`.</summary>
    public static Command Later(IReadOnlyDictionary<string, string?> settings)
    {
        var id = OptimizeCommands.IdArgument();
        var top = new Option<int>("--top") { Description = $"How many of the best sets, 1 to {SetTests.MostLater}.", DefaultValueFactory = _ => 50, HelpName = "count" };
        return new Command("later", "Run the best sets on the stored candles after the search; nothing is stored.") { id, top }.Does((parsed, output, cancellation) =>
            WithSearchAsync(settings, parsed.GetRequiredValue(id), output, async (workspace, row) =>
            {
                using var tests = new SetTests(workspace.Optimizations, workspace.Candles, workspace.CommandStrategies);
                var document = LaterDocument.From(row.Id, row.Objective, await tests.LaterAsync(row, parsed.GetValue(top), cancellation));
                output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
                output.Line($"{document.Start} to {document.End}; rank correlation of {row.Objective} in the search and after it: {OptimizeCommands.Number(document.RankCorrelation)}");
                output.Table(
                    ["set", "score", "later", "roi %", "trades", "note"],
                    document.Trials.Select(t => (IReadOnlyList<string>)[
                        $"{t.Number}", OptimizeCommands.Number(t.Score), OptimizeCommands.Number(t.LaterScore), OptimizeCommands.Number(t.LaterMetrics?["roi"]), OptimizeCommands.Number(t.LaterMetrics?["total_trades"]), t.Note ?? "",
                    ]));
            }, cancellation));
    }

    /// <summary>`optimize stress ID`.</summary>
    public static Command Stress(IReadOnlyDictionary<string, string?> settings)
    {
        var id = OptimizeCommands.IdArgument();
        var number = new Option<int?>("--number") { Description = "The set; the best without it.", HelpName = "set" };
        var noise = new Option<double>("--noise") { Description = "Noise of the candles: share of each candle's range.", DefaultValueFactory = _ => StressTest.DefaultNoise, HelpName = "share" };
        return new Command("stress", "Run one set from later starts and on candles with noise; nothing is stored.") { id, number, noise }.Does((parsed, output, cancellation) =>
            WithSearchAsync(settings, parsed.GetRequiredValue(id), output, async (workspace, row) =>
            {
                using var tests = new SetTests(workspace.Optimizations, workspace.Candles, workspace.CommandStrategies);
                var document = StressDocument.From(row.Id, row.Objective, await tests.StressAsync(row, parsed.GetValue(number), parsed.GetValue(noise), cancellation));
                output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
                output.Line($"set {document.Number}, score {OptimizeCommands.Number(document.Score)}");
                output.Table(["disturbance", "runs", "5 %", "median", "95 %", "note"], [Row("later starts", document.StartShift), Row("candle noise", document.Noise)]);
            }, cancellation));

        static IReadOnlyList<string> Row(string name, StressRunsDocument runs) =>
            [name, $"{runs.Runs}", OptimizeCommands.Number(runs.Q05), OptimizeCommands.Number(runs.Median), OptimizeCommands.Number(runs.Q95), runs.Note ?? ""];
    }

    private static void Write(CommandOutput output, RobustnessDocument document)
    {
        if (document.Importance is { } importance)
        {
            output.Line(importance.Exact ? "Shares of the scores' variance, exact over the grid:" : $"Shares of the scores' variance, from a random forest (R² {OptimizeCommands.Number(importance.Fit)} on unseen sets):");
            output.Table(["parameter", "alone", "with others"], importance.Parameters.Select(p => (IReadOnlyList<string>)[p.Name, OptimizeCommands.Number(p.FirstOrder), OptimizeCommands.Number(p.Total)]));
        }

        var sets = new[] { ("best", document.Best), ("centre", document.Centre) }.Where(s => s.Item2 is not null).Select(s => (Name: s.Item1, Set: s.Item2!)).ToList();
        output.Table(
            ["", "set", "score", "around: mean", "median", "worst", "parameters"],
            sets.Select(s => (IReadOnlyList<string>)[
                s.Name,
                $"{s.Set.Number}",
                OptimizeCommands.Number(s.Set.Score),
                OptimizeCommands.Number(s.Set.Neighbours.Mean),
                OptimizeCommands.Number(s.Set.Neighbours.Median),
                OptimizeCommands.Number(s.Set.Neighbours.Worst),
                string.Join(", ", s.Set.Params.Select(p => $"{p.Key} {p.Value:0.######}")),
            ]));
    }

    private static async Task<int> WithSearchAsync(
        IReadOnlyDictionary<string, string?> settings, long id, CommandOutput output, Func<Workspace, StrategyOptimization, Task> work, CancellationToken cancellation)
    {
        using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
        if (await workspace.Optimizations.GetAsync(id, cancellation) is not { Row: var row })
        {
            return output.NotFound($"search {id}");
        }

        try
        {
            await work(workspace, row);
            return ExitCode.Done;
        }
        catch (Jobs.CandlesChangedException error)
        {
            return output.Failed(error.Message);
        }
    }
}
