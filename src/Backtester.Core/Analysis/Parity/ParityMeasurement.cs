using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Analysis.Parity;

/// <summary>What the parity lens looks at: one finished run.</summary>
public sealed record ParityMeasurement
{
    /// <summary>The account at the close of each bar.</summary>
    public required EquityCurve Curve { get; init; }

    /// <summary>Trades in order of exit, positions left open last.</summary>
    public required IReadOnlyList<Trade> Trades { get; init; }

    /// <summary>Length of a bar in ms.</summary>
    public required long BarMs { get; init; }

    /// <summary>
    /// Candles of the run's symbols, cut to its range: they mark open positions, and are the market of backtesting.py's
    /// alpha, beta and buy and hold.
    /// </summary>
    public required IReadOnlyList<CandleSeries> Series { get; init; }

    /// <summary>Day-end equity, where the caller has it already; null to sample it.</summary>
    public DailyEquity? Daily { get; init; }
}
