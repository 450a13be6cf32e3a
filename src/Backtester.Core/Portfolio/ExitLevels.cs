using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Portfolio;

/// <summary>
/// The prices at which a position leaves by itself. The stop only ever moves in the position's favour: it starts at the
/// stop loss, follows the best price at the trailing distance, and is lifted to the entry price once the gain allows.
/// </summary>
public sealed class ExitLevels
{
    private double[] _trims = [];
    private double[] _trimFractions = [];
    private int _nextTrim;
    private double _ownStop = double.NaN;
    private ExitReason _ownReason;
    private double _liquidation = double.NaN;

    /// <summary>Whose price steps the levels lie on; null where prices are not rounded.</summary>
    public Instrument? Grid { get; init; }

    /// <summary>Price of the stop; NaN for none.</summary>
    public double Stop { get; private set; } = double.NaN;

    /// <summary>Which rule put the stop where it is.</summary>
    public ExitReason StopReason { get; private set; }

    /// <summary>Price of the target; NaN for none.</summary>
    public double Target { get; private set; } = double.NaN;

    /// <summary>Price of the nearest partial exit still to come; NaN for none.</summary>
    public double Trim => _nextTrim < _trims.Length ? _trims[_nextTrim] : double.NaN;

    /// <summary>Share of the position's first size that the nearest partial exit closes.</summary>
    public double TrimFraction => _trimFractions[_nextTrim];

    /// <summary>True where any level is set.</summary>
    public bool Any => !double.IsNaN(Stop) || !double.IsNaN(Target) || _nextTrim < _trims.Length || Moves;

    /// <summary>True where the stop may move.</summary>
    public bool Moves { get; private set; }

    private double TrailingDistance { get; set; }

    private bool TrailsByFraction { get; set; }

    private double BreakEvenFrom { get; set; }

    /// <summary>Removes all levels.</summary>
    public void Clear()
    {
        Stop = Target = TrailingDistance = BreakEvenFrom = _ownStop = _liquidation = double.NaN;
        StopReason = _ownReason = ExitReason.None;
        Moves = false;
        (_trims, _trimFractions, _nextTrim) = ([], [], 0);
    }

    /// <summary>Sets stop loss and target, NaN for none.</summary>
    public void Set(double stop, double target)
    {
        (Stop, Target) = (OnGrid(stop), OnGrid(target));
        StopReason = double.IsNaN(stop) ? ExitReason.None : ExitReason.StopLoss;
        (_ownStop, _ownReason) = (Stop, StopReason);
    }

    /// <summary>Puts the price at which the exchange closes the position; the nearer of it and the stop counts.</summary>
    /// <param name="sign">+1 long, −1 short.</param>
    /// <param name="price">The liquidation price, which may move either way from call to call.</param>
    public void LiquidateAt(int sign, double price)
    {
        _liquidation = OnGrid(price);
        TakeNearer(sign);
    }

    /// <summary>Lets the stop follow the best price.</summary>
    /// <param name="distance">Price distance, or fraction of the best price.</param>
    /// <param name="isFraction">Which of the two.</param>
    public void Trail(double distance, bool isFraction)
    {
        (TrailingDistance, TrailsByFraction, Moves) = (distance, isFraction, true);
    }

    /// <summary>Lifts the stop to the entry price once the best price reaches <paramref name="price"/>.</summary>
    public void LiftToEntryFrom(double price)
    {
        (BreakEvenFrom, Moves) = (price, true);
    }

    /// <summary>Sets partial exits, nearest first.</summary>
    public void SetTrims(double[] prices, double[] fractions) => (_trims, _trimFractions, _nextTrim) = (Grid is null ? prices : [.. prices.Select(OnGrid)], fractions, 0);

    /// <summary>Goes to the next partial exit.</summary>
    public void TrimTaken() => _nextTrim++;

    /// <summary>Moves the stop after a bar, for the next one.</summary>
    /// <param name="sign">+1 long, −1 short.</param>
    /// <param name="best">Best price since entry.</param>
    /// <param name="entryPrice">Price of the entry fill.</param>
    public void Follow(int sign, double best, double entryPrice)
    {
        // Comparisons with NaN are false: a rule that is not set moves nothing, and any level beats no level.
        var trailing = TrailsByFraction ? best * (1 - (sign * TrailingDistance)) : best - (sign * TrailingDistance);
        Lift(sign, trailing, ExitReason.TrailingStop);
        if (sign * (best - BreakEvenFrom) >= 0)
        {
            Lift(sign, entryPrice, ExitReason.BreakEven);
        }
    }

    private void Lift(int sign, double level, ExitReason reason)
    {
        if (sign * (level - _ownStop) > 0 || (double.IsNaN(_ownStop) && !double.IsNaN(level)))
        {
            (_ownStop, _ownReason) = (OnGrid(level), reason);
            TakeNearer(sign);
        }
    }

    private double OnGrid(double price) => Grid is null ? price : Grid.RoundPrice(price);

    private void TakeNearer(int sign) =>
        (Stop, StopReason) = sign * (_liquidation - _ownStop) > 0 || (double.IsNaN(_ownStop) && !double.IsNaN(_liquidation))
            ? (_liquidation, ExitReason.Liquidation)
            : (_ownStop, _ownReason);
}
