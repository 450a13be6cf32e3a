using System.CommandLine;
using System.Globalization;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`walkforward run`.</summary>
internal static class WalkForwardCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("walkforward", "Search window after window, and trade each best set on the candles after it.") { Run(settings) };

    private static Command Run(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string>("SPEC") { Description = "A run spec with parameter_ranges and walk_forward (and search) in JSON or YAML, - for stdin." };
        var equity = BacktestCommands.EquityOption();
        return new Command("run", "Walk forward in this process and print the stitched out-of-sample account; nothing is stored.") { spec, equity }.Does(async (parsed, output, cancellation) =>
        {
            var (text, format) = SpecInput.Read(parsed.GetRequiredValue(spec));
            var detail = BacktestCommands.ReadEquity(parsed.GetRequiredValue(equity));
            using var workspace = Workspace.Open(settings);

            // On a thread of the pool: Ctrl+C is heard once the command waits.
            var result = await Task.Run(() => Execute(text, format, workspace, output, cancellation), cancellation);
            output.Document(writer => WalkForwardDocument.Write(writer, result, detail));
            WriteText(output, result);
            return ExitCode.Done;
        });
    }

    private static WalkForwardResult Execute(string text, SpecFormat format, Workspace workspace, CommandOutput output, CancellationToken cancellation)
    {
        var plan = WalkForwardPlanner.Plan(text, format, workspace.Candles, workspace.CommandStrategies, cancellation);
        using var progress = ProgressBar.For(output, "Walk-forward");
        var done = 0;
        return new WalkForwardRun(plan, workspace.Candles).Execute(
            plan.Search.Settings.Workers ?? Environment.ProcessorCount, _ => progress.Show(++done, plan.Windows.Count), cancellation);
    }

    private static void WriteText(CommandOutput output, WalkForwardResult result)
    {
        var plan = result.Plan;
        output.Line(result.Sentence);
        output.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Trials} sets in {result.Windows.Count} {plan.Settings.Mode} windows; {plan.UnusedBars} of {plan.Bars} bars at the end are not used"));
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"stitched: roi {Number(result.Metrics["roi"])} %, sharpe {Number(result.Metrics["sharpe_ratio"])}, max drawdown {Number(result.Metrics["max_drawdown_percentage"])} %, {Number(result.Metrics["total_trades"])} trades"));
        var names = result.Windows.Select(w => w.Chosen).FirstOrDefault(c => c is not null)?.Parameters.Keys.ToList() ?? [];
        output.Table(
            ["window", "from", "to", .. names, $"{plan.Search.Settings.Objective} in", "out", "roi % in", "out", "efficiency", "note"],
            result.Windows.Select(w => (IReadOnlyList<string>)[
                $"{w.Window.Number}",
                Day(w.Window.OutOfSample.StartMs),
                Day(w.Window.OutOfSample.EndMs),
                .. names.Select(n => Number(w.Chosen?.Parameters[n])),
                Number(w.Chosen?.Metrics?.GetValueOrDefault(plan.Search.Settings.Objective, double.NaN)),
                Number(w.Metrics?[plan.Search.Settings.Objective]),
                Number((w.InSample?.Factor - 1) * 100),
                Number((w.OutOfSample.Factor - 1) * 100),
                Number(w.Efficiency),
                w.Note ?? w.EfficiencyNote ?? "",
            ]));
    }

    private static string Day(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.####", CultureInfo.InvariantCulture) : "–";
}
