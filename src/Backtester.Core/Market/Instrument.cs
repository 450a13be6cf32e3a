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
    int DaysPerYear = 365)
{
    /// <summary>What a multiple may miss by in units of the step: 0.3 / 0.1 is 2.9999999999999996.</summary>
    private const double Slack = 1e-9;

    /// <summary>The largest multiple of the lot that is not above a quantity.</summary>
    public double RoundDown(double quantity) => LotSize > 0 ? Math.Floor((quantity / LotSize) + Slack) * LotSize : quantity;

    /// <summary>The multiple of the tick nearest to a price; NaN stays NaN.</summary>
    public double RoundPrice(double price) => TickSize > 0 ? Math.Round(price / TickSize) * TickSize : price;

    /// <summary>The multiple of the tick nearest to a price that is no better for a trader.</summary>
    /// <param name="price">A price.</param>
    /// <param name="side">+1 for a purchase (rounded up), −1 for a sale (rounded down).</param>
    public double RoundAgainst(double price, int side)
    {
        if (!(TickSize > 0))
        {
            return price;
        }

        var steps = price / TickSize;
        return (side > 0 ? Math.Ceiling(steps - Slack) : Math.Floor(steps + Slack)) * TickSize;
    }
}
