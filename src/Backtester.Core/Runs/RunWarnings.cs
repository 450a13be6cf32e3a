using System.Globalization;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Runs.Explanation;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Runs;

/// <summary>What the user of a result should know, in sentences.</summary>
internal static class RunWarnings
{
    /// <summary>How the names of markets of perpetual contracts end.</summary>
    private static readonly string[] Perpetuals = ["-usdm", "-linear", "-swap", "-futures"];

    public static IReadOnlyList<string> Of(RunPlan plan, BacktestInput input, BacktestOutcome outcome, RunMarket market)
    {
        var recorded = market.Recorded;
        var warnings = new List<string>();
        if (plan.Synthetic)
        {
            warnings.Add("Synthetic candles: the sample market is generated, so the result says nothing about a real market.");
        }

        foreach (var candles in recorded)
        {
            AddCoverage(warnings, plan, candles);
        }

        AddUniverse(warnings, plan);
        AddWarmUp(warnings, plan, market);

        if (!plan.Synthetic)
        {
            AddDoubts(warnings, plan, outcome, recorded);
        }

        AddFunding(warnings, plan, input);
        AddEstimates(warnings, plan, input);
        if (outcome.StoppedAtMs is { } stopped)
        {
            warnings.Add(Text($"The drawdown limit of {plan.Spec.Risk.MaxDrawdown:P0} was reached at {IsoTime.Format(stopped)}: positions were closed and no more were opened."));
        }

        if (outcome.Refusals[RefusalReason.MaxDrawdown] is > 0 and var paused)
        {
            warnings.Add(Text($"The drawdown limit of {plan.Spec.Risk.MaxDrawdown:P0} held back {paused:N0} entries."));
        }

        if (outcome.Trades.Count == 0)
        {
            warnings.Add(WhyNoTrade(input, outcome));
        }

        return warnings;
    }

    private static void AddDoubts(List<string> warnings, RunPlan plan, BacktestOutcome outcome, IReadOnlyList<CandleSeries> recorded)
    {
        var doubtful = DoubtfulTrades.Of(outcome.Trades, recorded, plan.Spec.Data.Gaps == "fill");
        if (doubtful.Trades.Count > 0)
        {
            // Rounded first: a small negative share is 0, not -0.
            var share = double.IsNaN(doubtful.SharePercent) ? "" : Text($" ({Math.Round(doubtful.SharePercent, 1) + 0.0:0.#} %)");
            warnings.Add(Text($"{doubtful.Trades.Count:N0} of {outcome.Trades.Count:N0} trades touch doubtful candles; they carry {doubtful.Profit:N2} of the net profit of {doubtful.Total:N2}{share}."));
        }

        foreach (var candles in recorded)
        {
            var share = LiquidityCheck.ShareOf(candles, outcome.Trades);
            if (double.IsPositiveInfinity(share))
            {
                warnings.Add($"{candles.Key}: more than half of the bars have no volume; the fills of this run may not have been possible.");
            }
            else if (share > LiquidityCheck.LargestShare)
            {
                warnings.Add(Text($"{candles.Key}: a usual position is {share * 100:0.#} % of the median quote volume of a bar ({LiquidityCheck.MedianQuoteVolume(candles):N0}); orders of that size move the price."));
            }
        }
    }

    /// <summary>True where the rules read the taker buy volume, by name or by cvd.</summary>
    public static bool ReadsTakers(StrategySpec part, Timeframe timeframe) => SpecStrategy.Of(part) is DefinedStrategy strategy
        && StrategyCompiler.Compile(strategy.Definition, part.StrategyParams, new CompileOptions(timeframe)).Program.Inputs.Columns.Contains("taker_buy_volume");

    private static void AddEstimates(List<string> warnings, RunPlan plan, BacktestInput input)
    {
        if (!SpecStrategy.Parts(plan.Spec).Any(part => ReadsTakers(part, plan.Spec.Timeframe)))
        {
            return;
        }

        foreach (var candles in input.Symbols.Select(s => s.Candles))
        {
            var unknown = candles.TakerBuyVolume.IsEmpty ? candles.Count : candles.TakerBuyVolume.ToArray().Count(double.IsNaN);
            if (unknown > 0)
            {
                warnings.Add(Text($"{candles.Key}: the taker buy volume of {unknown:N0} of {candles.Count:N0} candles is unknown; cvd is estimated there from the close's place in the bar."));
            }
        }
    }

    private static void AddCoverage(List<string> warnings, RunPlan plan, CandleSeries candles)
    {
        var length = candles.Key.Timeframe.Milliseconds;
        var (first, last) = (candles.OpenTimeMs[0], candles.OpenTimeMs[^1]);
        if (first - plan.Range.StartMs >= length)
        {
            warnings.Add($"{candles.Key}: candles begin at {IsoTime.Format(first)}, after the start of the range.");
        }

        if (plan.Range.EndMs - last > 2 * length)
        {
            warnings.Add($"{candles.Key}: candles end at {IsoTime.Format(last)}, before the end of the range.");
        }

        var missing = ((last - first) / length) + 1 - candles.Count;
        if (missing > 0)
        {
            warnings.Add(Text($"{candles.Key}: {missing:N0} of {missing + candles.Count:N0} candles are missing inside the range."));
        }
    }

    /// <summary>A rule that finds fewer symbols than it asks for chooses among what was fetched, not among the market.</summary>
    private static void AddUniverse(List<string> warnings, RunPlan plan)
    {
        if (plan.Spec.Universe is not { Universe.Rule.Top: { } top } universe)
        {
            return;
        }

        var fewer = universe.Members.Count(p => p.Symbols.Count < top);
        if (fewer > 0)
        {
            warnings.Add(Text($"Universe {universe.Universe.Name}: in {fewer:N0} of {universe.Members.Count:N0} choices fewer than {top:N0} stored symbols qualified; it can only choose among what is stored."));
        }
    }

    /// <summary>With `warmup: auto` fewer earlier candles may be stored than the indicators need.</summary>
    private static void AddWarmUp(List<string> warnings, RunPlan plan, RunMarket market)
    {
        foreach (var candles in plan.Spec.WarmupCandles == 0 ? [] : market.Candles)
        {
            var read = market.SeenOf(candles).Start;
            if (read < plan.Spec.WarmupCandles)
            {
                warnings.Add(Text($"{candles.Key}: indicators read {read:N0} candles before the start, where {plan.Spec.WarmupCandles:N0} are needed: no more are stored."));
            }
        }
    }

    /// <summary>Funding is due on perpetual contracts, and is what leverage usually means.</summary>
    private static void AddFunding(List<string> warnings, RunPlan plan, BacktestInput input)
    {
        var missing = input.Symbols.Where(s => s.Funding is null).Select(s => s.Candles.Key.Symbol).ToList();
        if (missing.Count > 0 && (input.Margin is not null || Perpetuals.Any(p => plan.Spec.Exchange.EndsWith(p, StringComparison.Ordinal))))
        {
            warnings.Add($"Funding is counted as 0 for {string.Join(", ", missing)}: no funding rates of {plan.Spec.Exchange} are stored.");
        }
    }

    /// <summary>The first step of signal, order, fill that let nothing through.</summary>
    private static string WhyNoTrade(BacktestInput input, BacktestOutcome outcome)
    {
        var bars = input.Symbols.Max(s => s.Candles.Count);
        var warmUp = input.Symbols.Max(s => s.Decisions.WarmUp);
        if (bars <= warmUp)
        {
            return Text($"No trade: the strategy needs {warmUp:N0} bars before its first decision, and there are {bars:N0}. First empty step of the funnel: signal.");
        }

        var funnel = Funnel.Of(input, outcome);
        var empty = funnel.FirstEmpty ?? funnel.Steps[^1];
        var reasons = string.Join(", ", outcome.Refusals.NonZero().Select(r => Text($"{Words.Of(r.Key)} {r.Value:N0}")));
        var why = empty.Name switch
        {
            "signal" => Text($"No trade: the strategy's entry rules held on none of {funnel.Bars:N0} bars that {DirectionWord(input.Direction)} allows."),
            "filters" => Text($"No trade: the entry rules held on {empty.Entered:N0} of {funnel.Bars:N0} bars, but session or min_confidence let none through."),
            "position" when outcome.Refusals[RefusalReason.ConflictingSignals] is > 0 and var conflicts =>
                Text($"No trade: on {conflicts:N0} bars long and short entry came together, and there was no other entry signal."),
            "position" => Text($"No trade: on each of the {empty.Entered:N0} bars with an entry signal an exit of the same side held too, or the run had stopped."),
            _ => Text($"No trade: {outcome.EntrySignals:N0} entry signals, all refused ({reasons})."),
        };
        return $"{why} First empty step of the funnel: {empty.Name}.";
    }

    private static string DirectionWord(AllowedDirection direction) => direction switch
    {
        AllowedDirection.LongOnly => "long_only",
        AllowedDirection.ShortOnly => "feweronly",
        _ => "long_short",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
