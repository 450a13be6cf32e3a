using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>
/// A handful of candles, the orders, and the fills that must come out: worked by hand from docs/assumptions.md. Each table
/// is run as it stands, bought at 100, and as its mirror image, sold short.
/// </summary>
public class DrawnTableTests
{
    private const string Buy = "100 101 99 100 buy|";
    private const string Quiet = "100 100.5 99.5 100|";

    private static readonly (string Title, DrawnTable Table)[] Tables =
    [
        // Gaps
        ("open below the stop", new("stop=2", Buy + Quiet + "95 96 94 95", "LONG 1@100 -> 2@95 StopLoss")),
        ("open at the stop", new("stop=2", Buy + Quiet + "98 99 97 98", "LONG 1@100 -> 2@98 StopLoss")),
        ("open above the target", new("target=4", Buy + Quiet + "106 107 105 106", "LONG 1@100 -> 2@106 TakeProfit")),
        ("open at the target", new("target=4", Buy + Quiet + "104 105 103 104", "LONG 1@100 -> 2@104 TakeProfit")),
        ("gap before the entry: levels are laid from the fill", new("stop=2 target=4", Buy + "105 106 104 105|105 110 104 106", "LONG 1@105 -> 2@109 TakeProfit")),
        ("gap before the entry, stop in the entry bar", new("stop=2", Buy + "105 106 102 104", "LONG 1@105 -> 1@103 StopLoss")),
        ("missing candle after the decision", new("stop=2", Buy + "-|103 104 102 103|100 101 99 100", "LONG 1@103 -> 2@100 StopLoss")),
        ("missing candle while in a position", new("stop=2", Buy + Quiet + "-|-|90 91 89 90", "LONG 1@100 -> 2@90 StopLoss")),
        ("gap below a trailing stop", new("trail=3", Buy + "100 105 99 104|95 96 94 95", "LONG 1@100 -> 2@95 TrailingStop")),
        ("gap over a partial exit", new("trim=2:0.5", Buy + Quiet + "103 103.5 102.5 103", "LONG 1@100 -> 2@103 Trim; LONG 1@100 -> 2@103 EndOfData")),
        ("gap over partial exit and target", new("trim=2:0.5 target=4", Buy + Quiet + "106 107 105 106", "LONG 1@100 -> 2@106 TakeProfit")),

        // Stop and target in one bar
        ("both inside, stop first", new("stop=2 target=4", Buy + Quiet + "100 105 97 101", "LONG 1@100 -> 2@98 StopLoss; ambiguous 1")),
        ("both inside, target first", new("stop=2 target=4 intrabar=target", Buy + Quiet + "100 105 97 101", "LONG 1@100 -> 2@104 TakeProfit; ambiguous 1")),
        ("both inside, high nearer to the open", new("stop=2 target=4 intrabar=nearest", Buy + Quiet + "100 104.5 95 100", "LONG 1@100 -> 2@104 TakeProfit; ambiguous 1")),
        ("both inside, low nearer to the open", new("stop=2 target=4 intrabar=nearest", Buy + Quiet + "100 107 97 100", "LONG 1@100 -> 2@98 StopLoss; ambiguous 1")),
        ("both inside, extremes as near", new("stop=2 target=4 intrabar=nearest", Buy + Quiet + "100 105 95 100", "LONG 1@100 -> 2@98 StopLoss; ambiguous 1")),
        ("both inside the entry bar", new("stop=2 target=4", Buy + "100 105 97 101", "LONG 1@100 -> 1@98 StopLoss; ambiguous 1")),
        ("open decides for the stop", new("stop=2 target=4 intrabar=target", Buy + Quiet + "97 105 96 100", "LONG 1@100 -> 2@97 StopLoss")),
        ("open decides for the target", new("stop=2 target=4", Buy + Quiet + "105 106 97 100", "LONG 1@100 -> 2@105 TakeProfit")),
        ("stop just touched", new("stop=2 target=4", Buy + Quiet + "100 101 98 99", "LONG 1@100 -> 2@98 StopLoss")),
        ("target just touched", new("stop=2 target=4", Buy + Quiet + "100 104 99 103", "LONG 1@100 -> 2@104 TakeProfit")),
        ("neither quite touched", new("stop=2 target=4", Buy + Quiet + "100 103.99 98.01 101", "LONG 1@100 -> 2@101 EndOfData")),

        // Entry and exit in one bar
        ("target in the entry bar", new("target=4", Buy + "100 104 99 103", "LONG 1@100 -> 1@104 TakeProfit")),
        ("stop in the entry bar", new("stop=2", Buy + "100 101 97 99", "LONG 1@100 -> 1@98 StopLoss")),
        ("exit decided at the close of the entry bar", new("", Buy + "100 101 99 100 sell|102 103 101 102", "LONG 1@100 -> 2@102 Signal")),
        ("reversal at one fill", new("", Buy + "100 101 99 100 short|102 103 101 101", "LONG 1@100 -> 2@102 Reversal; SHORT 2@102 -> 2@101 EndOfData")),
        ("entry and exit signal while flat", new("", "100 101 99 100 buy sell|100 101 99 100", "")),
        ("entry and exit signal in a position", new("", Buy + "100 101 99 100 buy sell|103 103 103 103", "LONG 1@100 -> 2@103 Signal")),
        ("long and short entry while flat", new("", "100 101 99 100 buy short|100 101 99 100", "refused conflicting_signals 1")),
        ("new entry from the bar of the stop", new("stop=2", Buy + Quiet + "100 101 97 98 buy|99 99.5 98.5 99", "LONG 1@100 -> 2@98 StopLoss; LONG 3@99 -> 3@99 EndOfData")),
        ("exit at the open before the stop inside", new("stop=2", Buy + "100 101 99 100 sell|100 101 90 95", "LONG 1@100 -> 2@100 Signal")),
        ("exit at the open before the stop that it passes", new("stop=2", Buy + "100 101 99 100 sell|95 96 94 95", "LONG 1@100 -> 2@95 Signal")),
        ("signal in the position's direction", new("", Buy + "100 101 99 100 buy|102 103 101 102 buy|103 103 103 103", "LONG 1@100 -> 3@103 EndOfData")),
        ("addition at the next open", new("entries=2", Buy + "100 101 99 100 buy|102 103 101 102|103 103 103 103", "LONG 1@101 -> 3@103 EndOfData")),

        // Time and cooldown
        ("time exit at the open after its bars", new("time=2", Buy + Quiet + Quiet + "100 101 99 100|102 103 101 102", "LONG 1@100 -> 4@102 Time")),
        ("stop before the time exit", new("time=1 stop=2", Buy + Quiet + "100 101 97 98", "LONG 1@100 -> 2@98 StopLoss")),
        ("cooldown refuses two decisions", new("cooldown=2", Buy + "100 101 99 100 sell|100 101 99 100 buy|100 101 99 100 buy|100 101 99 100 buy|100 101 99 100", "LONG 1@100 -> 2@100 Signal; LONG 5@100 -> 5@100 EndOfData; refused cooldown 2")),

        // Partial exits, then the stop
        ("partial exit, then the stop in a later bar", new("stop=2 trim=2:0.5", Buy + Quiet + "100 103 99 102|100 101 97 98", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 3@98 StopLoss")),
        ("partial exit and target in one bar", new("trim=2:0.5 target=4", Buy + Quiet + "100 105 99 104", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 2@104 TakeProfit")),
        ("partial exit and stop in one bar, stop first", new("stop=2 trim=2:0.5", Buy + Quiet + "100 103 97 100", "LONG 1@100 -> 2@98 StopLoss; ambiguous 1")),
        ("partial exit and stop in one bar, target first", new("stop=2 trim=2:0.5 intrabar=target", Buy + Quiet + "100 103 97 100", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 2@98 StopLoss; ambiguous 1")),
        ("partial exit is taken once", new("trim=2:0.5", Buy + Quiet + "100 103 99 100|100 103 99 101", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 3@101 EndOfData")),
        ("partial exit of all leaves nothing for the stop", new("stop=2 trim=2:1", Buy + Quiet + "100 103 99 102|100 101 97 98", "LONG 1@100 -> 2@102 Trim")),
        ("partial exit, then break-even", new("stop=2 trim=2:0.5 even=2", Buy + Quiet + "100 103 99.5 102|101 101 99 100", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 3@100 BreakEven")),

        // Stops that move
        ("break-even lifts the stop after the bar of the gain", new("stop=2 even=2", Buy + "100 102 99 101|101 101 99 100", "LONG 1@100 -> 2@100 BreakEven")),
        ("break-even does not work in the bar of the gain", new("stop=2 even=2", Buy + "100 102 99 101|101 102 100.5 101", "LONG 1@100 -> 2@101 EndOfData")),
        ("break-even that is not reached", new("stop=2 even=2", Buy + "100 101.9 99 101|101 101 99 100", "LONG 1@100 -> 2@100 EndOfData")),
        ("trailing stop follows the best price", new("trail=3", Buy + "100 110 99 109|109 109 106 106", "LONG 1@100 -> 2@107 TrailingStop")),
        ("trailing stop does not use its own bar", new("trail=3", Buy + "100 101 99 100|100 110 98.5 100|100 100 99 99", "LONG 1@100 -> 3@100 TrailingStop")),
        ("trailing stop works from the entry price on", new("trail=3", Buy + "100 101 97 98", "LONG 1@100 -> 1@97 TrailingStop")),
        ("trailing stop does not go back", new("trail=3", Buy + "100 104 99 104|104 104 101.5 102|102 103 100 101", "LONG 1@100 -> 3@101 TrailingStop")),
        ("stop loss nearer than the trailing stop", new("stop=2 trail=3", Buy + "100 100.5 99 100|100 101 97 98", "LONG 1@100 -> 2@98 StopLoss")),
        ("trailing stop and target in one bar", new("trail=3 target=8", Buy + "100 104 99 104|104 109 100 102", "LONG 1@100 -> 2@101 TrailingStop; ambiguous 1")),

        // Liquidation: leverage 10 without maintenance margin, so that the price is a tenth away
        ("liquidation by the wick", new("leverage=10", Buy + Quiet + "100 101 89.99 100", "LONG 1@100 -> 2@90 Liquidation")),
        ("wick that stays short of it", new("leverage=10", Buy + Quiet + "100 101 90.01 100", "LONG 1@100 -> 2@100 EndOfData")),
        ("liquidation in the entry bar", new("leverage=10", Buy + "100 101 89 95", "LONG 1@100 -> 1@90 Liquidation")),
        ("open beyond the liquidation price", new("leverage=10", Buy + Quiet + "85 86 84 85", "LONG 1@100 -> 2@85 Liquidation")),
        ("stop nearer than the liquidation price", new("leverage=10 stop=2", Buy + Quiet + "100 101 89 90", "LONG 1@100 -> 2@98 StopLoss")),
        ("liquidation price nearer than the stop", new("leverage=10 stop=15", Buy + Quiet + "100 101 80 90", "LONG 1@100 -> 2@90 Liquidation")),
        ("liquidation and target in one bar", new("leverage=10 target=4", Buy + Quiet + "100 105 89 100", "LONG 1@100 -> 2@90 Liquidation; ambiguous 1")),
        ("partial exit, then liquidation", new("leverage=10 trim=2:0.5", Buy + Quiet + "100 103 99 102|100 101 89 95", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 3@90 Liquidation")),

        // Waiting entries
        ("limit traded through", new("limit=2", Buy + "100 101 97 98|98 98 98 98", "LONG 1@98 -> 2@98 EndOfData")),
        ("limit only touched", new("limit=2", Buy + "100 101 98 99|99 99 99 99", "refused order_unfilled 1")),
        ("limit at a better open", new("limit=2", Buy + "95 96 94 95|97 97 97 97", "LONG 1@95 -> 2@97 EndOfData")),
        ("limit that expires", new("limit=2 expires=1", Buy + Quiet + "100 101 97 98", "refused order_expired 1")),
        ("stop entry touched", new("above=2", Buy + "100 102 99 101|103 103 103 103", "LONG 1@102 -> 2@103 EndOfData")),
        ("stop entry at a worse open", new("above=2", Buy + "105 106 104 105|107 107 107 107", "LONG 1@105 -> 2@107 EndOfData")),
        ("stop entry not reached", new("above=2", Buy + "100 101.99 99 101", "refused order_unfilled 1")),

        // Fills at the close of the decision
        ("same close", new("fill=close", Buy + "101 103 100 102 sell|105 105 105 105", "LONG 0@100 -> 1@102 Signal")),
        ("same close, stop from the next bar on", new("fill=close stop=0.5", Buy + "100 101 98 99", "LONG 0@100 -> 1@99.5 StopLoss")),

        // Refusals
        ("more than the cash", new("size=20", Buy + Quiet + "100 101 99 100", "refused insufficient_cash 1")),
        ("below the minimum notional", new("minimum=150", Buy + Quiet + "100 101 99 100", "refused below_minimum_notional 1")),
        ("more than the exposure allowed", new("exposure=0.05", Buy + Quiet + "100 101 99 100", "refused exposure_limit 1")),
        ("stop that is not known", new("stop=NaN", Buy + Quiet + "100 101 99 100", "refused unknown_stop 1")),
        ("decision on the last bar", new("", Quiet + "100 101 99 100 buy", "refused no_next_bar 1")),
        ("limit without a price above zero", new("limit=100", Buy + Quiet + "100 101 99 100", "refused unknown_price 1")),
        ("drawdown that ends trading", new("drawdown=0.05 size=5", Buy + "100 100 89 89|88 88 88 88 buy|90 90 90 90", "LONG 1@100 -> 2@88 MaxDrawdown")),
    ];

    public static TheoryData<string> Titles => [.. Tables.Select(t => t.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Long(string title)
    {
        var table = Of(title);
        Assert.Equal(table.Expected, table.Outcome());
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Short_is_the_mirror(string title)
    {
        if (title == "limit without a price above zero")
        {
            // The mirror of a price of 0 is one of 200, which is a good price.
            return;
        }

        var mirror = Of(title).Mirror();
        Assert.Equal(mirror.Expected, mirror.Outcome());
    }

    [Fact]
    public void There_are_at_least_eighty()
    {
        var tables = Tables.Select(t => t.Table).Concat(Tables.Select(t => t.Table.Mirror())).Distinct().Count();
        Assert.True(Tables.Length >= 70 && tables >= 80, $"{Tables.Length} tables, {tables} with their mirrors");
        Assert.Equal(Tables.Length, Tables.Select(t => t.Title).Distinct().Count());
    }

    private static DrawnTable Of(string title) => Tables.Single(t => t.Title == title).Table;
}
