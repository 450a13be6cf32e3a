using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Drawing;

namespace Backtester.Core.Runs.Drawing;

/// <summary>A line that the chart of a run can draw.</summary>
/// <param name="Id">Its title, with the strategy's name before it where several trade in one account.</param>
/// <param name="Description">What it is, in words.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Pane">Lines of one pane share a scale.</param>
/// <param name="OfStrategy">True where the strategy reads it, false for what every chart offers.</param>
public sealed record RunLine(string Id, string Description, LinePlace Place, string Pane, bool OfStrategy);

/// <summary>A line's values, one a candle; NaN where unknown.</summary>
public sealed record RunLineValues(RunLine Line, CandleSeries Candles, ReadOnlyMemory<double> Values);

/// <summary>
/// The indicators of a run: computed by the programs that its decisions are made of, on the candles that they read, warm-up
/// included. Besides those, what every chart offers whatever the strategy: stages and the volume profile of the last bars.
/// </summary>
public sealed class RunLines
{
    private static readonly KeyValuePair<string, string>[] Studies =
    [
        Study("stage(30, 4)"), Study("poc(100)"), Study("value_area_high(100)"), Study("value_area_low(100)"),
    ];

    /// <summary>The stages as the book means them; made of days or shorter bars.</summary>
    private static readonly KeyValuePair<string, string> WeeklyStages = Study("tf(\"1w\", stage())");

    private readonly RunPlan _plan;
    private readonly string _symbol;
    private readonly IReadOnlyList<(RunLine Line, LineProgram Program, int Output)> _lines;

    private RunLines(RunPlan plan, string symbol, IReadOnlyList<(RunLine Line, LineProgram Program, int Output)> lines) =>
        (_plan, _symbol, _lines) = (plan, symbol, lines);

    /// <summary>What can be drawn, the strategy's lines first.</summary>
    public IReadOnlyList<RunLine> All => [.. _lines.Select(l => l.Line)];

    /// <summary>The lines of one symbol of a run.</summary>
    /// <exception cref="FormulaException">The strategy does not compile any more.</exception>
    public static RunLines Of(RunPlan plan, string symbol)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var parts = SpecStrategy.Parts(plan.Spec);
        var lines = new List<(RunLine Line, LineProgram Program, int Output)>();
        foreach (var part in parts.Where(p => p.Symbols.Contains(symbol)))
        {
            Add(SpecStrategy.Of(part).Lines(part.StrategyParams, plan.Spec.Timeframe), parts.Count > 1 ? $"{part.Name}: " : "", ofStrategy: true);
        }

        KeyValuePair<string, string>[] studies = plan.Spec.Timeframe.Milliseconds <= Timeframe.Parse("1d").Milliseconds ? [.. Studies, WeeklyStages] : Studies;
        Add(LineCollector.Of(FormulaCompiler.Compile(studies, null, plan.Spec.Timeframe), studies, new Dictionary<string, double>()), "", ofStrategy: false);
        return new RunLines(plan, symbol, [.. lines.DistinctBy(l => l.Line.Id)]);

        void Add(LineProgram program, string prefix, bool ofStrategy) =>
            lines.AddRange(program.Lines.Select(l => (new RunLine(prefix + l.Title, l.Description, l.Place, prefix + l.Pane, ofStrategy), program, l.Output)));
    }

    private static KeyValuePair<string, string> Study(string formula) => new(formula, formula);

    /// <summary>The values of some lines on the bars of the run; names that are none are left out.</summary>
    /// <exception cref="KeyNotFoundException">The candles are there no more.</exception>
    public IReadOnlyList<RunLineValues> Read(ICandleCatalog catalog, IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        var chosen = _lines.Where(l => ids.Contains(l.Line.Id)).ToArray();
        if (chosen.Length == 0)
        {
            return [];
        }

        var market = RunMarket.Load(_plan, catalog, cancellation);
        var walked = market.Candles.First(s => s.Key.Symbol == _symbol);
        if (walked.Count == 0)
        {
            return [];
        }

        var (seen, start) = market.SeenOf(walked);
        return
        [
            .. chosen.GroupBy(l => l.Program).SelectMany(group =>
            {
                var columns = group.Key.Program.Run(seen, market.Others, [.. group.Select(l => l.Output)]);
                return group.Select(l => new RunLineValues(l.Line, walked, columns.Memory(l.Output)[start..]));
            }),
        ];
    }
}
