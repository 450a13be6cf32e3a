namespace Backtester.Core.Market;

/// <summary>How an instrument is traded. A size of 0 means that no rounding applies.</summary>
/// <param name="Exchange">The market.</param>
/// <param name="Symbol">The stored spelling.</param>
/// <param name="TickSize">Smallest price step in the quote currency; 0 for none.</param>
/// <param name="LotSize">Smallest quantity step in the base asset; 0 for none.</param>
/// <param name="MinimumNotional">Smallest order value in the quote currency; 0 for none.</param>
/// <param name="DaysPerYear">365 for markets that never close, 252 for markets with sessions.</param>
public sealed record Instrument(
    string Exchange,
    string Symbol,
    double TickSize = 0,
    double LotSize = 0,
    double MinimumNotional = 0,
    int DaysPerYear = 365);
