namespace Backtester.Core.Runs;

/// <summary>How big a position is. Numbers of models other than the one that is named are not looked at.</summary>
public sealed record SizingSpec
{
    /// <summary>fixed_notional, fixed_quantity, percent_equity, all_in, risk_per_trade, volatility_target, kelly.</summary>
    public string Model { get; init; } = "fixed_notional";

    /// <summary>Returns in the deviation of volatility_target.</summary>
    public int Length { get; init; } = 30;

    /// <summary>What kelly's formula is multiplied by.</summary>
    public double Caution { get; init; } = 0.5;

    /// <summary>Kelly's largest position, percent of the equity.</summary>
    public double Cap { get; init; } = 25;

    /// <summary>Closed trades before kelly's formula is used.</summary>
    public int MinimumTrades { get; init; } = 30;
}

/// <summary>Fees.</summary>
public sealed record FeesSpec
{
    /// <summary>percent, fixed, per_share, zero.</summary>
    public string Model { get; init; } = "percent";

    /// <summary>percent: fee of limit orders, fraction of the notional.</summary>
    public double Maker { get; init; } = 0.001;

    /// <summary>percent: fee of all other orders.</summary>
    public double Taker { get; init; } = 0.001;

    /// <summary>percent: market whose table gave maker and taker; null where they are plain numbers.</summary>
    public string? Exchange { get; init; }

    /// <summary>percent: level of that table.</summary>
    public int Tier { get; init; }

    /// <summary>fixed: quote currency for each fill.</summary>
    public double Amount { get; init; }

    /// <summary>per_share: quote currency a share.</summary>
    public double PerShare { get; init; }

    /// <summary>per_share: least commission of a fill.</summary>
    public double Minimum { get; init; }

    /// <summary>per_share: dollars for each million dollars sold, by the first day (Unix ms) on which the rate holds.</summary>
    public IReadOnlyDictionary<long, double> SecFee { get; init; } = new Dictionary<long, double>();
}

/// <summary>Slippage.</summary>
public sealed record SlippageSpec
{
    /// <summary>none, bps, ticks, atr, volume_share, spread.</summary>
    public string Model { get; init; } = "bps";

    /// <summary>Market orders: basis points, ticks, or a fraction of the average true range.</summary>
    public double Market { get; init; } = 5;

    /// <summary>Stops.</summary>
    public double Stop { get; init; } = 5;

    /// <summary>Limits.</summary>
    public double Limit { get; init; }

    /// <summary>atr, volume_share: length of the average true range. spread: pairs of bars in an estimate.</summary>
    public int Length { get; init; }

    /// <summary>volume_share: factor of the square-root law.</summary>
    public double Impact { get; init; }

    /// <summary>spread: corwin_schultz or abdi_ranaldo.</summary>
    public string Estimator { get; init; } = "";

    /// <summary>spread: share of the spread that an order pays.</summary>
    public double Share { get; init; }
}

/// <summary>The terms of a margin account.</summary>
public sealed record MarginSpec
{
    /// <summary>isolated or cross.</summary>
    public string Mode { get; init; } = "isolated";

    /// <summary>Maintenance margin, a fraction of the position's value.</summary>
    public double Maintenance { get; init; } = 0.005;

    /// <summary>Fee of a liquidation, a fraction of the value.</summary>
    public double LiquidationFee { get; init; } = 0.005;
}

/// <summary>How every symbol of the run is rounded; 0 for no rounding.</summary>
public sealed record RoundingSpec
{
    /// <summary>Smallest price step, quote currency.</summary>
    public double Tick { get; init; }

    /// <summary>Smallest quantity step, base asset.</summary>
    public double Lot { get; init; }

    /// <summary>Smallest order value, quote currency.</summary>
    public double MinimumNotional { get; init; }

    /// <summary>True where the exchange's own numbers are asked for; planning puts them into <see cref="Symbols"/>.</summary>
    public bool FromExchange { get; init; }

    /// <summary>Numbers of single symbols in place of those above.</summary>
    public IReadOnlyDictionary<string, RoundingSpec> Symbols { get; init; } = new Dictionary<string, RoundingSpec>();

    /// <summary>How a symbol is rounded.</summary>
    public RoundingSpec Of(string symbol) => Symbols.GetValueOrDefault(symbol, this);
}
