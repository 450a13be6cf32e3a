using System.CommandLine;
using System.Globalization;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.CrossValidation;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>`crossvalidate run`.</summary>
internal static class CrossValidationCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings) =>
        new("crossvalidate", "Choose the best set on some days, and see it on the others: combinatorial purged cross-validation.") { Run(settings) };

    private static Command Run(IReadOnlyDictionary<string, string?> settings)
    {
        var spec = new Argument<string>("SPEC") { Description = "A run spec with parameter_ranges and cross_validation (and search) in JSON or YAML, - for stdin." };
        return new Command("run", "Search once in this process, and print the out-of-sample Sharpe ratios over all paths; nothing is stored.") { spec }.Does(async (parsed, output, cancellation) =>
        {
            var (text, format) = SpecInput.Read(parsed.GetRequiredValue(spec));
            using var workspace = Workspace.Open(settings);
            var result = await Task.Run(() => Execute(text, format, workspace, output, cancellation), cancellation);
            output.Document(writer => CrossValidationDocument.Write(writer, result));
            WriteText(output, result);
            return ExitCode.Done;
        });
    }

    private static CrossValidationResult Execute(string text, SpecFormat format, Workspace workspace, CommandOutput output, CancellationToken cancellation)
    {
        var plan = CrossValidationPlanner.Plan(text, format, workspace.Candles, workspace.CommandStrategies, cancellation);
        using var progress = ProgressBar.For(output, "Cross-validation");
        var budget = plan.Search.Settings.Budget(plan.Search.Space.Total);
        return new CrossValidationRun(plan, workspace.Candles).Execute(
            plan.Search.Settings.Workers ?? Environment.ProcessorCount, done => progress.Show(done, budget), cancellation);
    }

    private static void WriteText(CommandOutput output, CrossValidationResult result)
    {
        var settings = result.Plan.Settings;
        output.Line(result.Sentence);
        output.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Compared} of {result.Trials} sets compared on {result.Splits.Count} splits of {settings.Groups} groups, {settings.TestGroups} tested at a time; {result.Plan.PurgeDays} days purged, {result.Plan.EmbargoDays} more embargoed"));
        var names = result.Splits.Select(s => s.Chosen).FirstOrDefault(c => c is not null)?.Parameters.Keys.ToList() ?? [];
        output.Table(
            ["tested groups", "training days", .. names, "sharpe in training", "in the test"],
            result.Splits.Select(s => (IReadOnlyList<string>)[
                string.Join(", ", s.TestGroups.Select(g => g + 1)),
                $"{s.TrainingDays}",
                .. names.Select(n => Number(s.Chosen?.Parameters[n])),
                Number(s.InSample),
                Number(s.OutOfSample),
            ]));
        output.Line();
        output.Table(
            ["path", "sharpe", "total return %"],
            result.Paths.Select((p, i) => new[] { $"{i + 1}", Number(p.Sharpe), Number(100 * p.TotalReturn) }));
    }

    private static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.####", CultureInfo.InvariantCulture) : "–";
}
