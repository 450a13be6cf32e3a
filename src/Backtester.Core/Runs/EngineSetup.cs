using Backtester.Core.Engine;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs;

/// <summary>From the words of a spec to the models of the engine.</summary>
internal static class EngineSetup
{
    /// <summary>The engine's input for a spec over its candles, in the order of its symbols.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="candles">Its candles.</param>
    /// <param name="others">Candles of other instruments that the strategy reads.</param>
    /// <param name="funding">Stored funding; null where there is none.</param>
    public static BacktestInput Build(RunSpec spec, IReadOnlyList<CandleSeries> candles, IOtherCandles others, IFundingCatalog? funding = null) =>
        Build(spec, candles, (part, series) => SpecStrategy.Of(part).Decide(series, part.StrategyParams, others), funding);

    /// <summary>The same with decisions that the caller makes, of each strategy on each of its series.</summary>
    public static BacktestInput Build(
        RunSpec spec, IReadOnlyList<CandleSeries> candles, Func<StrategySpec, CandleSeries, Decisions> decide, IFundingCatalog? funding = null)
    {
        var parts = SpecStrategy.Parts(spec);
        return new BacktestInput
        {
            Symbols = [.. parts.SelectMany(part => SymbolsOf(part, spec, candles, decide, funding))],
            Mix = spec.Strategies.Count == 0 ? null : MixOf(spec),
            Strategy = spec.Strategy,
            InitialCapital = spec.InitialCapital,
            Conventions = ConventionsOf(spec.Execution),
            Fees = EngineModels.Fees(spec.Execution.Fees),
            Slippage = EngineModels.Slippage(spec.Execution.Slippage),
            Sizing = EngineModels.Sizing(spec),
            Margin = EngineModels.Margin(spec.Execution),
            VolumeLimit = spec.Execution.VolumeLimit,
            Direction = spec.Risk.Direction switch
            {
                "long_only" => AllowedDirection.LongOnly,
                "short_only" => AllowedDirection.ShortOnly,
                _ => AllowedDirection.LongShort,
            },
            Intrabar = spec.Execution.Intrabar switch
            {
                "target_first" => IntrabarRule.TargetFirst,
                "nearest_extreme" => IntrabarRule.NearestExtreme,
                "lower_timeframe" => IntrabarRule.LowerTimeframe,
                _ => IntrabarRule.StopFirst,
            },
            MaxOpenPositions = spec.Risk.MaxOpenPositions,
            MaxDrawdown = spec.Risk.MaxDrawdown,
            OnMaxDrawdown = spec.Risk.OnMaxDrawdown == "pause" ? DrawdownAction.Pause : DrawdownAction.Stop,
            MaxDailyLoss = spec.Risk.MaxDailyLoss,
            MaxSymbolExposure = spec.Risk.MaxSymbolExposure,
            MaxExposure = spec.Risk.MaxExposure,
        };
    }

    private static IEnumerable<SymbolInput> SymbolsOf(
        StrategySpec part, RunSpec spec, IReadOnlyList<CandleSeries> candles, Func<StrategySpec, CandleSeries, Decisions> decide, IFundingCatalog? funding) => part.Symbols
        .Select(symbol => candles[spec.Symbols.ToList().IndexOf(symbol)])
        .Select(c => new SymbolInput(c, decide(part, c), EngineModels.Instrument(spec, c.Key.Symbol))
        {
            Funding = FundingHash.Read(spec, funding, c),
            Members = spec.Universe?.StretchesOf(c.Key.Symbol),
        });

    private static StrategyMix MixOf(RunSpec spec)
    {
        var shares = new List<StrategyShare>();
        foreach (var part in spec.Strategies)
        {
            shares.Add(new StrategyShare(part.Name, part.Weight, shares.Sum(s => s.Count), part.Symbols.Count));
        }

        var rebalance = spec.Portfolio.Rebalance switch
        {
            "daily" => RebalanceInterval.Daily,
            "weekly" => RebalanceInterval.Weekly,
            "monthly" => RebalanceInterval.Monthly,
            _ => RebalanceInterval.None,
        };
        return new StrategyMix(shares, rebalance, Netting: spec.Portfolio.Positions == "netting");
    }

    private static Conventions ConventionsOf(ExecutionSpec execution)
    {
        var conventions = Conventions.Presets[execution.Preset];
        var sameClose = execution.Fill == "same_close";
        return sameClose == (conventions.Fill == FillTime.SameClose)
            ? conventions
            : conventions with { Fill = FillTime.SameClose, LevelsLiveInEntryBar = false };
    }
}
