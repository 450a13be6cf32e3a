using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>
/// A share of the equity by the Kelly criterion over the trades closed so far: W − (1 − W) / payoff, with W the share of
/// winners and payoff the mean return of winners over that of losers, times a caution, up to a cap. Until there are
/// enough trades a fixed share is used. Where the formula gives nothing the entry is refused.
/// </summary>
/// <param name="FirstFraction">Share of the equity until there are enough trades.</param>
/// <param name="Caution">What the formula is multiplied by, 0.5 for half Kelly.</param>
/// <param name="Cap">Largest share of the equity.</param>
/// <param name="MinimumTrades">Closed trades before the formula is used.</param>
public sealed record KellySizing(double FirstFraction, double Caution, double Cap, int MinimumTrades) : ISizingModel
{
    /// <inheritdoc/>
    public bool CutToCash => true;

    /// <inheritdoc/>
    public bool ReadsHistory => true;

    /// <inheritdoc/>
    public RefusalReason NoSize => RefusalReason.NoEdge;

    /// <inheritdoc/>
    public double Quantity(in SizingInput input)
    {
        var fraction = input.History.Count < MinimumTrades ? FirstFraction : Math.Min(Cap, Caution * input.History.Kelly);
        return fraction > 0 ? fraction * input.Equity / input.Price : double.NaN;
    }
}
