using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Runs.Proof;

/// <summary>The proof that a strategy, run as a spec says, does not know the future; what `strategies check` shows.</summary>
/// <param name="Info">The strategy.</param>
/// <param name="Series">The candles it was put to the test on.</param>
/// <param name="Decisions">The proof of its decisions.</param>
/// <param name="Fills">Fills that knew the future.</param>
/// <param name="Notes">What the reader should know.</param>
public sealed record StrategyCheck(StrategyInfo Info, CandleSeries Series, ProofReport Decisions, IReadOnlyList<FillLeak> Fills, IReadOnlyList<string> Notes)
{
    /// <summary>Bars that a check uses where none are asked for.</summary>
    public const int DefaultBars = 3_000;

    /// <summary>Most bars of a check.</summary>
    public const int MostBars = 20_000;

    /// <summary>True where nothing leaks and the bound of the warm-up holds.</summary>
    public bool Passed => Decisions.Passed && Fills.Count == 0;

    /// <summary>Puts the strategy of a plan to the test on the last candles of its first series.</summary>
    /// <param name="plan">The plan; its execution is the one that is proven.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="bars">How many candles; more where the strategy's averages need more to settle.</param>
    /// <param name="progress">Hears of the share of the proof of decisions that is done, 0 to 1, from the calling thread; null for nobody.</param>
    /// <param name="cancellation">Ends the check.</param>
    /// <exception cref="SpecException">There are too few candles.</exception>
    public static StrategyCheck Run(RunPlan plan, ICandleCatalog catalog, int bars = DefaultBars, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(catalog);
        var strategy = SpecStrategy.Of(plan.Spec);
        var traced = strategy.Traced(plan.Spec.StrategyParams, plan.Spec.Timeframe);
        var recorded = catalog.Load(plan.Series[0], plan.Range, cancellation);
        var all = plan.Spec.Data.Gaps == "fill" ? GapFill.Fill(recorded) : recorded;
        var settling = traced.WarmUp(plan.Spec.Timeframe) is { Settles: true, Settling: var settled } ? settled : 0;
        var count = Math.Min(all.Count, Math.Min(MostBars, Math.Max(bars, settling + 500)));
        if (count < 16)
        {
            throw new SpecException([new("start_date", "leaves too few candles for a check", $"{count}", "at least 16")]);
        }

        var candles = all.SliceRows(all.Count - count, count);
        var others = new SpecStrategy.Others(plan.Spec, catalog, plan.Range);
        var report = CausalityProof.Check(traced, candles, new ProofOptions(Other: OtherSeries(plan, catalog, cancellation), Others: others, Progress: progress), cancellation);
        var notes = new List<string>();
        if (plan.Spec.Execution.Fill == "same_close")
        {
            notes.Add("execution.fill is same_close: entries fill at the very close that decides them, which nobody can do; the check of fills is left out.");
            return new StrategyCheck(strategy.Info, candles, report, [], notes);
        }

        if (report.Coverage.DecisionBars == 0)
        {
            notes.Add("No signal was given on these candles, so that little was put to the test; choose others.");
        }

        if (candles.TakerBuyVolume.IsEmpty && RunWarnings.ReadsTakers(SpecStrategy.Parts(plan.Spec)[0], plan.Spec.Timeframe))
        {
            notes.Add("The candles have no taker buy volume: cvd is estimated from the close's place in the bar.");
        }

        var fills = FillProof.Check(c => EngineSetup.Build(plan.Spec with { Symbols = [plan.Spec.Symbols[0]] }, [c], others), candles, cuts: 12, cancellation);
        return new StrategyCheck(strategy.Info, candles, report, fills, notes);
    }

    /// <summary>Writes the report as one object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("strategy", Info.Id);
        writer.WriteString("version", Info.Version);
        writer.WriteBoolean("passed", Passed);
        writer.WriteString("series", Series.Key.ToString());
        writer.WriteString("start", IsoTime.Format(Series.OpenTimeMs[0]));
        writer.WriteString("end", IsoTime.Format(Series.OpenTimeMs[^1] + Series.Key.Timeframe.Milliseconds));
        writer.WriteNumber("bars", Series.Count);
        writer.WriteNumber("cuts", Decisions.Cuts);
        writer.WriteStartArray("futures");
        foreach (var kind in Enum.GetValues<FutureKind>())
        {
            writer.WriteStringValue(Word(kind));
        }

        writer.WriteEndArray();
        writer.WriteNumber("comparisons", Decisions.Comparisons);
        WriteLeaks(writer);
        WriteWarmUp(writer, Decisions.WarmUp);
        WriteCoverage(writer, Decisions.Coverage);
        writer.WriteStartArray("notes");
        foreach (var note in Notes)
        {
            writer.WriteStringValue(note);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The word of a future in documents.</summary>
    public static string Word(FutureKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>Candles of another instrument that are stored at the same timeframe.</summary>
    private static CandleSeries? OtherSeries(RunPlan plan, ICandleCatalog catalog, CancellationToken cancellation)
    {
        var own = plan.Series[0];
        var key = plan.Series.Skip(1).Concat(catalog.List().Select(s => s.Key).Where(k => k.Timeframe == own.Timeframe && k.Exchange == own.Exchange))
            .FirstOrDefault(k => k.Symbol != own.Symbol);
        return key is null ? null : catalog.Load(key, plan.Range, cancellation);
    }

    private void WriteLeaks(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("leaks");
        foreach (var leak in Decisions.Leaks)
        {
            writer.WriteStartObject();
            writer.WriteString("future", Word(leak.Future));
            writer.WriteString("decision", leak.Decision);
            writer.WriteString("field", leak.Field);
            writer.WriteString("expression", leak.Expression);
            writer.WriteNumber("bar", leak.Bar);
            writer.WriteString("time", IsoTime.Format(leak.TimeMs));
            writer.WriteNumber("reads_ahead", leak.ReadsAhead);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("fill_leaks");
        foreach (var leak in Fills)
        {
            writer.WriteStartObject();
            writer.WriteString("what", leak.What);
            writer.WriteString("part", leak.Part);
            writer.WriteNumber("bar", leak.Bar);
            writer.WriteString("time", IsoTime.Format(leak.TimeMs));
            writer.WriteString("explanation", leak.Explanation);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteWarmUp(Utf8JsonWriter writer, WarmUpReport report)
    {
        writer.WriteStartObject("warm_up");
        writer.WritePropertyName("declared");
        JsonSerializer.Serialize(writer, report.Declared);
        writer.WritePropertyName("settling");
        JsonSerializer.Serialize(writer, report.Settling);
        writer.WriteNumber("measured", report.Measured);
        writer.WriteNumber("bound", WarmUpReport.Bound);
        writer.WriteNumber("compared", report.Compared);
        writer.WriteNumber("differences", report.Differences);
        writer.WriteStartArray("never_forgets");
        foreach (var expression in report.NeverForgets)
        {
            writer.WriteStringValue(expression);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCoverage(Utf8JsonWriter writer, CoverageReport report)
    {
        writer.WriteStartObject("coverage");
        writer.WriteNumber("bars", report.Bars);
        writer.WriteNumber("decision_bars", report.DecisionBars);
        writer.WriteNumber("branches", report.Branches);
        writer.WriteNumber("exercised", report.Exercised);
        writer.WriteStartArray("idle");
        foreach (var idle in report.Idle)
        {
            writer.WriteStartObject();
            writer.WriteString("field", idle.Field);
            writer.WriteString("expression", idle.Expression);
            writer.WriteBoolean("always", idle.Always);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
