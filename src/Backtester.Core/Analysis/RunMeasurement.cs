using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis;

/// <summary>What the metrics of a run are measured from.</summary>
public sealed record RunMeasurement
{
    /// <summary>The account at the close of each bar.</summary>
    public required EquityCurve Curve { get; init; }

    /// <summary>Trades in order of exit, positions left open last.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>Length of a bar in ms.</summary>
    public required long BarMs { get; init; }

    /// <summary>Candles of the run's symbols, cut to its range: the buy-and-hold benchmark.</summary>
    public IReadOnlyList<CandleSeries> Series { get; init; } = [];

    /// <summary>Daily returns of another benchmark, one for each day of the run; null for buy and hold of <see cref="Series"/>.</summary>
    public double[]? BenchmarkReturns { get; init; }

    /// <summary>Day-end equity, where the caller has it already; null to sample it here.</summary>
    public DailyEquity? Daily { get; init; }

    /// <summary>Notional of all fills, quote currency; NaN to add it up from the trades.</summary>
    public double TradedNotional { get; init; } = double.NaN;

    /// <summary>Fees of all fills, quote currency; NaN to add them up from the trades, those still open included.</summary>
    public double Fees { get; init; } = double.NaN;

    /// <summary>Annual risk-free rate, a fraction.</summary>
    public double RiskFreeRate { get; init; }

    /// <summary>365, or 252 for markets with sessions (<see cref="Instrument.DaysPerYear"/>); under 365 days without bars are no days.</summary>
    public int DaysPerYear { get; init; } = 365;

    /// <summary>Weights of the composite score.</summary>
    public ScoreWeights ScoreWeights { get; init; } = new();
}
