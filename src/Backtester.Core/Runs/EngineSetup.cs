using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>From the words of a spec to the models of the engine.</summary>
internal static class EngineSetup
{
    /// <summary>The engine's input for a spec over its candles, in the order of its symbols.</summary>
    public static BacktestInput Build(RunSpec spec, IReadOnlyList<CandleSeries> candles, IOtherCandles others)
    {
        var strategy = SpecStrategy.Of(spec);
        return new BacktestInput
        {
            Symbols = [.. candles.Select(c => new SymbolInput(c, strategy.Decide(c, spec.StrategyParams, others), new Instrument(spec.Exchange, c.Key.Symbol)))],
            Strategy = spec.Strategy,
            InitialCapital = spec.InitialCapital,
            Conventions = ConventionsOf(spec.Execution),
            Fees = spec.Execution.Fees.Model == "zero" ? new ZeroFees() : new PercentFees(spec.Execution.Fees.Maker, spec.Execution.Fees.Taker),
            Slippage = SlippageOf(spec.Execution.Slippage),
            Sizing = SizingOf(spec),
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

    private static Conventions ConventionsOf(ExecutionSpec execution)
    {
        var conventions = Conventions.Presets[execution.Preset];
        var sameClose = execution.Fill == "same_close";
        return sameClose == (conventions.Fill == FillTime.SameClose)
            ? conventions
            : conventions with { Fill = FillTime.SameClose, LevelsLiveInEntryBar = false };
    }

    private static ISlippageModel SlippageOf(SlippageSpec slippage) => slippage.Model == "none"
        ? new NoSlippage()
        : new BpsSlippage(slippage.Market, slippage.Stop, slippage.Limit);

    private static ISizingModel SizingOf(RunSpec spec) => spec.Sizing.Model switch
    {
        "fixed_quantity" => new FixedQuantity(spec.PositionSize),
        "percent_equity" => new PercentOfEquity(spec.PositionSize / 100),
        "all_in" => new AllIn(),
        _ => new FixedNotional(spec.PositionSize),
    };
}
