using System.CommandLine;
using System.Text.Json.Nodes;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Proof;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Blazor.Cli;

/// <summary>`strategies check ID|FILE`: proves that a strategy does not know the future. Ends with 1 where it does.</summary>
internal static class StrategyCheckCommand
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var strategy = new Argument<string>("strategy") { Description = "An id, or the path of a strategy file." };
        var symbol = new Option<string>("--symbol") { Description = "Candles to put it to the test on.", DefaultValueFactory = _ => "BTCUSDT" };
        var timeframe = new Option<string>("--timeframe") { Description = "Length of a bar.", DefaultValueFactory = _ => "1h" };
        var exchange = new Option<string?>("--exchange") { Description = "The market; left out, the one that has the symbol." };
        var parameters = new Option<string?>("--params") { Description = "Parameters as JSON, such as {\"fast\":10,\"slow\":30}." };
        var bars = new Option<int>("--bars") { Description = "How many of the last candles.", DefaultValueFactory = _ => StrategyCheck.DefaultBars };
        return new Command("check", "Prove that a strategy does not know the future.") { strategy, symbol, timeframe, exchange, parameters, bars }
            .Does((parsed, output, cancellation) =>
            {
                var spec = new JsonObject
                {
                    ["strategy"] = parsed.GetRequiredValue(strategy),
                    ["symbols"] = new JsonArray(parsed.GetRequiredValue(symbol)),
                    ["timeframe"] = parsed.GetRequiredValue(timeframe),
                };
                if (parsed.GetValue(exchange) is { } market)
                {
                    spec["exchange"] = market;
                }

                if (parsed.GetValue(parameters) is { } text)
                {
                    spec["strategy_params"] = RunFlags.Parameters(text);
                }

                using var workspace = Workspace.Open(settings);
                var plan = RunPlanner.Plan(spec.ToJsonString(), SpecFormat.Json, workspace.Candles, workspace.CommandStrategies, cancellation);
                var check = StrategyCheck.Run(plan, workspace.Candles, parsed.GetValue(bars), progress: null, cancellation);
                output.Document(check.Write);
                Write(output, check);
                return Task.FromResult(check.Passed ? ExitCode.Done : ExitCode.Failed);
            });
    }

    private static void Write(CommandOutput output, StrategyCheck check)
    {
        var (report, warmUp, coverage) = (check.Decisions, check.Decisions.WarmUp, check.Decisions.Coverage);
        output.Line($"{check.Info.Id} {check.Info.Version} on {check.Series.Count:N0} candles of {check.Series.Key}: {(check.Passed ? "passed" : "FAILED")}");
        output.Line($"{report.Comparisons:N0} values compared after {report.Cuts} bars, the future replaced by {string.Join(", ", Enum.GetValues<FutureKind>().Select(StrategyCheck.Word))}");
        foreach (var leak in report.Leaks)
        {
            output.Line($"LEAK in {leak.Field}: {leak.Expression} at bar {leak.Bar} changes with candles up to {leak.ReadsAhead} bars later ({StrategyCheck.Word(leak.Future)})");
        }

        foreach (var leak in check.Fills)
        {
            output.Line($"LEAK of a {leak.What} by {leak.Part} at bar {leak.Bar}: {leak.Explanation}");
        }

        output.Line($"Warm-up: declared {warmUp.Declared?.ToString() ?? "nothing"}, settles after {warmUp.Settling?.ToString() ?? "never"}, measured {warmUp.Measured}; {warmUp.Differences} of {warmUp.Compared:N0} bars differ after it by more than {WarmUpReport.Bound} of the greatest value");
        output.Line(warmUp.NeverForgets.Count == 0 ? "" : $"Depends for ever on where the series begins: {string.Join("; ", warmUp.NeverForgets)}");
        output.Line($"Coverage: {coverage.DecisionBars:N0} of {coverage.Bars:N0} bars with a signal, {coverage.Exercised} of {coverage.Branches} branches taken");
        foreach (var idle in coverage.Idle)
        {
            output.Line($"  always {(idle.Always ? "true" : "false")}: {idle.Field}: {idle.Expression}");
        }

        foreach (var note in check.Notes)
        {
            output.Line(note);
        }
    }
}
