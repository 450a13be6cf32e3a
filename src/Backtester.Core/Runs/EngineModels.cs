using Backtester.Core.Engine.Models;
using Backtester.Core.Engine.Models.Spreads;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Runs;

/// <summary>From the words of a spec to the models of the engine, one method for each kind.</summary>
internal static class EngineModels
{
    private const double DayMs = 86_400_000;

    public static IFeeModel Fees(FeesSpec fees) => fees.Model switch
    {
        "zero" => new ZeroFees(),
        "fixed" => new FixedFees(fees.Amount),
        "per_share" => new PerShareFees(fees.PerShare, fees.Minimum, new SecFeeSchedule(fees.SecFee)),
        _ => new PercentFees(fees.Maker, fees.Taker),
    };

    public static ISlippageModel Slippage(SlippageSpec slippage) => slippage.Model switch
    {
        "none" => new NoSlippage(),
        "ticks" => new TickSlippage(ByOrderType(slippage)),
        "atr" => new AtrSlippage(ByOrderType(slippage), slippage.Length),
        "volume_share" => new VolumeShareSlippage(slippage.Impact, slippage.Length),
        "spread" => new SpreadSlippage(SpreadEstimators.All[slippage.Estimator], slippage.Length, slippage.Share),
        _ => new BpsSlippage(slippage.Market, slippage.Stop, slippage.Limit),
    };

    public static ISizingModel Sizing(RunSpec spec)
    {
        var (size, sizing) = (spec.PositionSize, spec.Sizing);
        return sizing.Model switch
        {
            "fixed_quantity" => new FixedQuantity(size),
            "percent_equity" => new PercentOfEquity(size / 100),
            "all_in" => new AllIn(),
            "risk_per_trade" => new RiskPerTrade(size / 100),
            "volatility_target" => new VolatilityTarget(size / 100, sizing.Length, Instrument(spec, "").DaysPerYear * DayMs / spec.Timeframe.Milliseconds),
            "kelly" => new KellySizing(size / 100, sizing.Caution, sizing.Cap / 100, sizing.MinimumTrades),
            _ => new FixedNotional(size),
        };
    }

    public static Margin? Margin(ExecutionSpec execution) => execution.Margin is { } margin
        ? new Margin(execution.Leverage, margin.Mode == "cross" ? MarginMode.Cross : MarginMode.Isolated, margin.Maintenance, margin.LiquidationFee)
        : null;

    public static Instrument Instrument(RunSpec spec, string symbol)
    {
        var rounding = (spec.Execution.Rounding ?? new RoundingSpec()).Of(symbol);
        return new Instrument(spec.Exchange, symbol, rounding.Tick, rounding.Lot, rounding.MinimumNotional);
    }

    private static ByOrderType ByOrderType(SlippageSpec slippage) => new(slippage.Market, slippage.Stop, slippage.Limit);
}
