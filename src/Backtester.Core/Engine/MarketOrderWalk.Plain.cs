using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>
/// The same machine for the plainest accounts, which most searches are: the house's order of events, percent fees, points of
/// slippage, a fixed value or all cash a trade, no price or lot steps. A trade is then little more than a dozen products,
/// and its price is whether they stay in registers: hence one loop over local variables.
/// </summary>
internal sealed unsafe partial class MarketOrderWalk
{
    /// <summary>True where <see cref="AdvancePlain"/> knows everything that the run needs.</summary>
    private bool IsPlain() =>
        _costs.ArePlain && _rules.Exist && (_sizesAll || !double.IsNaN(_fixedNotional))
        && _instrument is { TickSize: 0, LotSize: 0, MinimumNotional: 0 }
        && _conventions is { QuantityUnit: 0, ChecksCash: true, LevelsFromDecisionClose: false, LevelsLiveInEntryBar: true, OpenDecidesTarget: true, FirstDecisionBar: 0 }
        && _decisions is { TimeExitBars: null, CooldownBars: 0 };

    /// <summary>
    /// Walks on from a row with no order waiting, as long as a decision and its fill both lie before the end; the rest is
    /// the general machine's.
    /// </summary>
    /// <param name="end">The row behind the last that may be taken.</param>
    private void AdvancePlain(int end)
    {
        var open = _bars.Open;
        var (last, from) = (end - 1, _bars.SignalsFrom);
        var (row, unseen, entryBar) = (_row, _unseen, _entryBar);
        var (cash, quantity, entryPrice, entryFee) = (_cash, _quantity, _entryPrice, _entryFee);
        var (levels, hasLevels, hasStop, hasTarget) = (_levels, _hasLevels, _stops.Exist, _targets.Exist);
        var (taker, market, notional, sizesAll) = (_costs.Taker, _costs.Market, _fixedNotional, _sizesAll);
        while (row < last)
        {
            int sign;
            int decided;
            if (quantity == 0)
            {
                decided = from + _rules.NextEntry(row - from, last - from, out sign);
                row = Math.Min(decided + 1, last);
                if (decided == last)
                {
                    break;
                }
            }
            else
            {
                decided = from + _rules.NextExit(quantity > 0, row - from, last - from, out var reverses);
                var until = Math.Min(decided + 1, last);
                var (exit, price, type) = (until, 0.0, OrderType.Market);
                sign = 0;
                if (hasLevels && (exit = FirstReach(row, until, quantity > 0, levels)) < until)
                {
                    (price, type, var ambiguous) = levels.InBar(quantity > 0 ? 1 : -1, (open[exit], _bars.High[exit], _bars.Low[exit]), true, _input.Intrabar);
                    AmbiguousBars += ambiguous ? 1 : 0;
                }
                else if (decided == last)
                {
                    row = last;
                    break;
                }
                else
                {
                    price = open[exit];
                    sign = !reverses ? 0 : quantity > 0 ? -1 : 1;
                }

                if (exit > unseen)
                {
                    _summary.Held(unseen, exit - unseen, cash, quantity, _bars.Close);
                    unseen = exit;
                }

                price = _costs.PlainPrice(quantity > 0 ? -1 : 1, type, price);
                var fee = Math.Abs(quantity) * price * (type == OrderType.Limit ? _costs.Maker : taker);
                cash += (quantity * price) - fee;
                _trades.Add((quantity * (price - entryPrice)) - (entryFee + fee) + 0.0);
                (quantity, row) = (0, exit);
                if (sign == 0)
                {
                    continue;
                }
            }

            var distance = market * open[row];
            var paid = open[row] + (sign * distance);
            var free = Math.Max(0, cash);
            var affordable = free / (paid * (1 + taker));
            var size = sizesAll ? affordable : notional / paid;
            var stop = _stops.InPrice(_stops.At(sign, decided - from), paid);
            var target = _targets.InPrice(_targets.At(sign, decided - from), paid);
            var covered = sizesAll || (sign > 0 ? !(size > affordable) : !(size * paid > free));
            if (!(size > 0) || !covered || (hasStop && double.IsNaN(stop)) || (hasTarget && double.IsNaN(target)))
            {
                continue;
            }

            if (row > unseen)
            {
                _summary.Flat(unseen, row - unseen, cash);
                unseen = row;
            }

            (quantity, entryPrice, entryBar) = (sign * size, paid, row);
            entryFee = size * paid * taker;
            cash += (-quantity * paid) - entryFee;
            levels = new FixedLevels(paid - (sign * stop), paid + (sign * target));
        }

        (_row, _unseen, _entryBar) = (row, unseen, entryBar);
        (_cash, _quantity, _entryPrice, _entryFee, _levels) = (cash, quantity, entryPrice, entryFee, levels);
    }

    private int FirstReach(int row, int end, bool isLong, FixedLevels levels) => row + BarScan.FirstReach(
        _bars.Lows(row, end), _bars.Highs(row, end), isLong ? levels.Stop : levels.Target, isLong ? levels.Target : levels.Stop, _lanes);
}
