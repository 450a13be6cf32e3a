using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Code;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads a run spec from a document and fills in defaults; the preset supplies those that it concerns.</summary>
internal static class RunSpecReader
{
    private const int MostWarmupCandles = 10_000_000;
    private static readonly Dictionary<string, double> NoParameters = [];

    /// <summary>The spec; null where something that nothing can replace is missing or wrong. Problems are added in the order of the schema.</summary>
    /// <remarks><paramref name="universe"/> chose the symbols of the document; null where they are written.</remarks>
    public static RunSpec? Read(DocumentNode document, IStrategyLibrary library, ICollection<SpecProblem> problems, RunUniverse? universe = null)
    {
        if (document is not ObjectNode root)
        {
            problems.Add(new SpecProblem("document", "is not an object", document.Describe(), "one object with the properties of a run spec"));
            return null;
        }

        var fields = new FieldReader(root, "", problems);
        var (start, end) = (fields.Time("start_date"), fields.Time("end_date"));
        if (start >= end)
        {
            fields.Wrong("end_date", "is not after start_date", root["end_date"], $"a time after {IsoTime.Format(start.Value)}");
        }

        var several = fields.Has("strategies");
        var symbols = ReadSymbols(fields, root, required: !several && !fields.Has("universe"));
        var timeframe = ReadTimeframe(fields);
        var exchange = ReadExchange(fields);
        var strategies = StrategiesFields.Read(fields, root, symbols, timeframe, library, problems);
        var portfolio = StrategiesFields.ReadPortfolio(fields);
        symbols ??= several && strategies is not null && !fields.Has("symbols") ? [.. strategies.SelectMany(s => s.Symbols).Distinct()] : null;
        var (strategy, parameters) = several ? (null, NoParameters) : StrategyFields.Read(fields, root, timeframe, library, problems);
        var benchmark = BenchmarkFields.Read(fields, root, timeframe, library, problems);
        var execution = ExecutionFields.ReadExecution(fields.Section("execution"));
        var advice = problems.Count == 0 && timeframe is not null ? strategy?.Sizing(parameters, timeframe) : null;
        var (sizing, positionSize) = SizingFields.Read(fields, execution, strategy, advice);
        var spec = symbols is null || timeframe is null || (strategy is null && strategies is null or { Count: 0 }) ? null : new RunSpec
        {
            Name = fields.Text("name") ?? "",
            Exchange = exchange,
            Symbols = symbols,
            Universe = universe,
            Timeframe = timeframe,
            StartMs = start,
            EndMs = end,
            Strategies = strategies!,
            Portfolio = portfolio,
            Strategy = strategy?.Info.Id ?? string.Join(" + ", strategies!.Select(s => s.Name)),
            Definition = strategy is null ? null : StrategyFields.DefinitionOf(strategy),
            Code = strategy as CodeStrategy,
            StrategyParams = parameters,
            InitialCapital = fields.Number("initial_capital", 0, minExcluded: true) ?? 10_000,
            PositionSize = positionSize,
            Sizing = sizing,
            Execution = execution,
            Risk = RiskFields.Read(fields.Section("risk")),
            Data = ReadData(fields.Section("data")),
            Benchmark = benchmark,
            Warmup = ReadWarmup(fields, root),
            WarmupCandles = SaysCandles(root) ? (int)(fields.Whole("warmup", 0, MostWarmupCandles) ?? 0) : 0,
            Seed = fields.Whole("seed", 0, 1L << 53) ?? 42,
        };
        if (spec is null)
        {
            // Everything else is still looked at, so that all problems are reported at once.
            _ = (fields.Text("name"), fields.Number("initial_capital", 0, minExcluded: true), ReadWarmup(fields, root), fields.Whole("seed", 0, 1L << 53));
            RiskFields.Read(fields.Section("risk"));
            ReadData(fields.Section("data"));
        }

        fields.Finish();
        return spec;
    }

    private static string ReadWarmup(FieldReader fields, ObjectNode root) => SaysCandles(root) ? "given" : fields.Word("warmup", "none", ["none", "auto"]);

    // What a search with `auto` found for all its sets, the run of one of them says as a number.
    private static bool SaysCandles(ObjectNode root) => root["warmup"] is ScalarNode { Kind: ScalarKind.Number };

    private static DataSpec ReadData(FieldReader fields)
    {
        var data = new DataSpec { Gaps = fields.Word("gaps", "mark", ["refuse", "mark", "fill"]) };
        fields.Finish();
        return data;
    }

    private static List<string>? ReadSymbols(FieldReader fields, ObjectNode root, bool required)
    {
        const string Allowed = "a list of symbols such as [\"BTCUSDT\"]";
        var texts = fields.Texts("symbols");
        if (texts is null)
        {
            if (required && !fields.Has("symbols"))
            {
                fields.Wrong("symbols", "is required", null, Allowed);
            }

            return null;
        }

        if (texts.Count == 0)
        {
            fields.Wrong("symbols", "is empty", root["symbols"], "at least one symbol");
            return null;
        }

        var symbols = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            var symbol = SymbolName.Normalize(texts[i]);
            if (symbol.Length == 0)
            {
                fields.Wrong($"symbols[{i}]", "is not a symbol", new ScalarNode(ScalarKind.Text, texts[i]), "letters and digits, such as BTCUSDT");
            }
            else if (symbols.Contains(symbol))
            {
                fields.Wrong($"symbols[{i}]", "is listed twice", new ScalarNode(ScalarKind.Text, texts[i]), "each symbol once");
            }

            symbols.Add(symbol);
        }

        return symbols;
    }

    private static Timeframe? ReadTimeframe(FieldReader fields)
    {
        var names = Timeframe.All.Select(t => t.Name).ToList();
        var text = fields.Text("timeframe");
        if (text is null)
        {
            if (!fields.Has("timeframe"))
            {
                fields.Wrong("timeframe", "is required", null, string.Join(", ", names));
            }

            return null;
        }

        if (Timeframe.TryParse(text, out var timeframe))
        {
            return timeframe;
        }

        fields.Wrong("timeframe", "is not a timeframe", new ScalarNode(ScalarKind.Text, text), string.Join(", ", names), NearestName.Of(text, names));
        return null;
    }

    /// <summary>The name of an exchange; empty where none is written.</summary>
    public static string ReadExchange(FieldReader fields)
    {
        var text = fields.Text("exchange") ?? "";
        if (text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            return text;
        }

        fields.Wrong("exchange", "is not the name of an exchange", new ScalarNode(ScalarKind.Text, text), "small letters, digits and hyphens");
        return "";
    }
}
