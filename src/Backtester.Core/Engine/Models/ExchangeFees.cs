namespace Backtester.Core.Engine.Models;

/// <summary>One level of an exchange's fees.</summary>
/// <param name="Maker">Fraction of the notional for limit orders.</param>
/// <param name="Taker">Fraction for all others.</param>
public readonly record struct FeeTier(double Maker, double Taker);

/// <summary>
/// Fees of exchanges by level, level 0 first, as they published them in 2024 and 2025 without discounts for paying in
/// a token of their own. Levels change: the fractions used stand in each run's spec, and written ones win.
/// </summary>
public static class ExchangeFees
{
    /// <summary>Levels by market.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FeeTier>> Tables { get; } = new Dictionary<string, IReadOnlyList<FeeTier>>
    {
        ["binance"] = Percent((0.1m, 0.1m), (0.09m, 0.1m), (0.08m, 0.1m), (0.042m, 0.06m), (0.042m, 0.054m), (0.036m, 0.048m), (0.03m, 0.042m), (0.024m, 0.036m), (0.018m, 0.03m), (0.012m, 0.024m)),
        ["binance-usdm"] = Percent((0.02m, 0.05m), (0.016m, 0.04m), (0.014m, 0.035m), (0.012m, 0.032m), (0.01m, 0.03m), (0.008m, 0.027m), (0.006m, 0.025m), (0.004m, 0.022m), (0.002m, 0.02m), (0, 0.017m)),
        ["bybit"] = Percent((0.1m, 0.1m), (0.0675m, 0.08m), (0.065m, 0.0775m), (0.0625m, 0.075m), (0.05m, 0.06m), (0.04m, 0.05m), (0.03m, 0.045m)),
        ["bybit-linear"] = Percent((0.02m, 0.055m), (0.018m, 0.04m), (0.016m, 0.0375m), (0.014m, 0.035m), (0.012m, 0.032m), (0.01m, 0.032m), (0, 0.03m)),
        ["okx"] = Percent((0.08m, 0.1m)),
        ["okx-swap"] = Percent((0.02m, 0.05m)),
        ["kucoin"] = Percent((0.1m, 0.1m)),
        ["kucoin-futures"] = Percent((0.02m, 0.06m)),
        ["coinbase"] = Percent((0.4m, 0.6m), (0.25m, 0.4m), (0.15m, 0.25m), (0.1m, 0.2m), (0.08m, 0.18m)),
    };

    /// <summary>Tables are written as exchanges print them, in percent; decimal division makes 0.0675 % the double nearest to 0.000675.</summary>
    private static IReadOnlyList<FeeTier> Percent(params (decimal Maker, decimal Taker)[] levels) =>
        [.. levels.Select(l => new FeeTier((double)(l.Maker / 100), (double)(l.Taker / 100)))];
}
