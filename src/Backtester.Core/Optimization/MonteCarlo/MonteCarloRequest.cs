using System.Globalization;
using System.Text.Json;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Formulas;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>What is asked of a stored run: the body of the route, and what the command's options say.</summary>
public sealed record MonteCarloRequest
{
    private const int MostPaths = 100_000;
    private const int MostRuns = 10_000;

    /// <summary>The questions by name.</summary>
    public static IReadOnlyList<string> AllQuestions { get; } = ["path", "luck", "execution"];

    /// <summary>The stored run; null where only a search is asked about.</summary>
    public long? BacktestId { get; init; }

    /// <summary>The stored search that the question of luck is about; null for the run.</summary>
    public long? OptimizationId { get; init; }

    /// <summary>What is asked, in the order of <see cref="AllQuestions"/>.</summary>
    public IReadOnlyList<string> Questions { get; init; } = AllQuestions;

    /// <summary>Path risk.</summary>
    public PathSettings Path { get; init; } = new();

    /// <summary>Luck.</summary>
    public LuckSettings Luck { get; init; } = new();

    /// <summary>Execution.</summary>
    public ExecutionSettings Execution { get; init; } = new();

    /// <summary>True where a question is asked.</summary>
    public bool Asks(string question) => Questions.Contains(question);

    /// <summary>The word of a scheme in documents.</summary>
    public static string WordOf(PathScheme scheme) => JsonNamingPolicy.SnakeCaseLower.ConvertName(scheme.ToString());

    /// <summary>Reads a request.</summary>
    /// <param name="text">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <exception cref="SpecException">It has problems; all of them are inside.</exception>
    public static MonteCarloRequest Read(string text, SpecFormat format = SpecFormat.Json)
    {
        var problems = new List<SpecProblem>();
        var root = RunPlanner.Parse(text, format, problems) as ObjectNode
            ?? throw new SpecException(problems.Count > 0 ? problems : [new("document", "is not an object", Allowed: "one object with backtest_id")]);
        var request = Read(root, problems);
        return problems.Count == 0 ? request : throw new SpecException(problems);
    }

    private static MonteCarloRequest Read(ObjectNode root, List<SpecProblem> problems)
    {
        var fields = new FieldReader(root, "", problems);
        var (run, search) = (fields.Whole("backtest_id", 1, long.MaxValue), fields.Whole("optimization_id", 1, long.MaxValue));
        var questions = ReadQuestions(fields, asksRun: run is not null || search is null);
        var paths = (int?)fields.Whole("paths", 1, MostPaths);
        var seed = fields.Whole("seed", long.MinValue, long.MaxValue) ?? 42;
        var request = new MonteCarloRequest
        {
            BacktestId = run,
            OptimizationId = search,
            Questions = questions,
            Path = ReadPath(fields.Section("path"), paths, seed),
            Luck = ReadLuck(fields.Section("luck"), questions.Contains("luck") ? paths : null, seed),
            Execution = ReadExecution(fields.Section("execution"), questions.Contains("execution") ? paths : null, seed),
        };
        fields.Finish();
        if (run is null && !fields.Has("backtest_id") && (search is null || questions.Any(q => q != "luck")))
        {
            problems.Add(new SpecProblem("backtest_id", "is required", Allowed: "the number of a stored run; optimization_id alone answers the question luck"));
        }

        return request;
    }

    private static List<string> ReadQuestions(FieldReader fields, bool asksRun)
    {
        IReadOnlyList<string>? asked = fields.Text("question") is { } one ? [one] : null;
        var several = fields.Texts("questions");
        if (asked is not null && several is not null)
        {
            fields.Add(new("question", "stands beside questions", Allowed: "one of the two"));
        }

        asked = several ?? asked;
        foreach (var unknown in asked?.Where(q => !AllQuestions.Contains(q)) ?? [])
        {
            fields.Add(new(several is null ? "question" : "questions", "is not one of the known words", $"\"{unknown}\"", string.Join(", ", AllQuestions), NearestName.Of(unknown, AllQuestions)));
        }

        if (asked is { Count: 0 })
        {
            fields.Add(new("questions", "asks nothing", "an empty list", string.Join(", ", AllQuestions)));
        }

        return [.. AllQuestions.Where(q => asked?.Contains(q) ?? (asksRun || q == "luck"))];
    }

    private static PathSettings ReadPath(FieldReader fields, int? paths, long seed)
    {
        var scheme = fields.Word("scheme", "days", [.. Enum.GetValues<PathScheme>().Select(WordOf)]);
        var settings = new PathSettings
        {
            Scheme = Enum.GetValues<PathScheme>().First(s => WordOf(s) == scheme),
            Paths = (int?)fields.Whole("paths", 1, MostPaths) ?? paths ?? new PathSettings().Paths,
            MeanBlock = fields.Number("mean_block", 1, 100_000),
            RuinAt = fields.Number("ruin_at", 0, 1, minExcluded: true) ?? new PathSettings().RuinAt,
            Seed = seed,
        };
        if (settings is { Scheme: PathScheme.Shuffle, MeanBlock: not null })
        {
            fields.Add(new(fields.PathOf("mean_block"), "does not go with the scheme shuffle", Allowed: "the schemes days and trades, which draw in blocks"));
        }

        fields.Finish();
        return settings;
    }

    private static LuckSettings ReadLuck(FieldReader fields, int? paths, long seed)
    {
        var objective = fields.Text("objective") ?? new LuckSettings().Objective;
        if (!Objective.Names.Contains(objective))
        {
            fields.Add(new(fields.PathOf("objective"), "is no metric that could be made best", $"\"{objective}\"", string.Join(", ", Objective.Names), NearestName.Of(objective, Objective.Names)));
        }

        var settings = new LuckSettings { Paths = Runs(fields, paths) ?? new LuckSettings().Paths, Objective = objective, Seed = seed };
        fields.Finish();
        return settings;
    }

    private static ExecutionSettings ReadExecution(FieldReader fields, int? paths, long seed)
    {
        var usual = new ExecutionSettings();
        var settings = new ExecutionSettings
        {
            Paths = Runs(fields, paths) ?? usual.Paths,
            Seed = seed,
            Slippage = Numbers(fields, "slippage", 0, 1000, minExcluded: true) ?? usual.Slippage,
            Missed = Numbers(fields, "missed", 0, 1, minExcluded: true) ?? usual.Missed,
            Delay = Numbers(fields, "delay", 1, 1000, whole: true)?.Select(d => (int)d).ToList() ?? usual.Delay,
            Fees = Numbers(fields, "fees", 0, 100) ?? usual.Fees,
        };
        fields.Finish();
        return settings;
    }

    private static int? Runs(FieldReader fields, int? paths)
    {
        var own = (int?)fields.Whole("paths", 1, MostRuns);
        if (own is null && paths > MostRuns)
        {
            fields.Add(new("paths", $"is out of range for {fields.Path}, each of whose paths is a run", $"{paths}", $"at most {MostRuns}; path.paths may be {MostPaths}"));
        }

        return own ?? paths;
    }

    private static List<double>? Numbers(FieldReader fields, string name, double min, double max, bool minExcluded = false, bool whole = false)
    {
        if (fields.Texts(name) is not { } texts)
        {
            return null;
        }

        var allowed = string.Create(CultureInfo.InvariantCulture, $"a list of at most 20 {(whole ? "whole numbers" : "numbers")} {(minExcluded ? "above" : "from")} {min} to {max}");
        var numbers = new List<double>();
        foreach (var text in texts)
        {
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number >= min && number <= max && !(minExcluded && number == min) && !(whole && number != Math.Floor(number)) && !numbers.Contains(number))
            {
                numbers.Add(number);
            }
            else
            {
                fields.Add(new(fields.PathOf(name), "holds what it cannot", text, allowed + ", each once"));
            }
        }

        if (texts.Count > 20)
        {
            fields.Add(new(fields.PathOf(name), "is too long", $"{texts.Count} numbers", allowed));
        }

        return numbers;
    }
}
