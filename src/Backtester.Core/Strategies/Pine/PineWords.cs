using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>The names that Pine itself defines.</summary>
internal static class PineWords
{
    private static readonly string[] Series = ["open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "hour", "month"];

    // Sunday is 1 in Pine.
    private static readonly string[] Days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private static readonly string[] WordFamilies =
        ["strategy", "barmerge", "color", "plot", "location", "shape", "size", "line", "label", "position", "format", "scale", "currency", "display", "text", "extend", "xloc", "yloc", "hline", "alert", "order", "font", "syminfo", "timeframe"];

    private static readonly string[] Numbers = ["strategy.equity", "strategy.openprofit", "strategy.netprofit", "strategy.closedtrades", "strategy.wintrades", "strategy.losstrades", "strategy.initial_capital", "strategy.grossprofit", "strategy.grossloss", "strategy.max_drawdown"];

    /// <summary>What a name stands for; null where it has no counterpart.</summary>
    public static PineValue? Find(PineTrees trees, PineName name) => name.Name switch
    {
        var series when Series.Contains(series) => new PineTree(PineTrees.Name(name.At, series)),
        "hlcc4" => new PineTree(Average(trees, name.At)),
        "na" => new PineTree(trees.Unknown(name.At)),
        "dayofweek" => new PineTree(DayOfWeek(trees, name.At)),
        "math.pi" => new PineTree(PineTrees.Number(name.At, Math.PI)),
        "math.e" => new PineTree(PineTrees.Number(name.At, Math.E)),
        "ta.tr" => new PineTree(trees.Call(name.At, "tr")),
        "ta.obv" => new PineTree(trees.Call(name.At, "obv")),
        "ta.accdist" => new PineTree(trees.Call(name.At, "ad")),
        "ta.vwap" => new PineTree(trees.Call(name.At, "vwap")),
        "strategy.position_avg_price" => new PineTree(PineTrees.Name(name.At, "entry_price")),
        "strategy.position_size" => new PinePosition(Signed: true),
        "strategy.opentrades" => new PinePosition(Signed: false),
        "time" or "timenow" or "time_close" => new PineTime(),
        var number when Numbers.Contains(number) => null,
        var word => Word(trees, name.At, word),
    };

    private static PineValue? Word(PineTrees trees, TextSpan at, string word)
    {
        var point = word.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return null;
        }

        var (family, rest) = (word[..point], word[(point + 1)..]);
        return family switch
        {
            "dayofweek" when Array.IndexOf(Days, rest) is var day and >= 0 => new PineTree(PineTrees.Number(at, day + 1)),
            "syminfo" when rest is not ("tickerid" or "ticker") => null,
            "timeframe" when rest != "period" => null,
            _ => WordFamilies.Contains(family) ? new PineWord(word) : null,
        };
    }

    private static Expression Average(PineTrees trees, TextSpan at)
    {
        Expression sum = trees.Binary(at, BinaryOperator.Add, PineTrees.Name(at, "high"), PineTrees.Name(at, "low"));
        var closes = trees.Binary(at, BinaryOperator.Multiply, PineTrees.Number(at, 2), PineTrees.Name(at, "close"));
        return trees.Binary(at, BinaryOperator.Divide, trees.Binary(at, BinaryOperator.Add, sum, closes), PineTrees.Number(at, 4));
    }

    // Monday is 1 and Sunday 7 in the language: 7 % 7 + 1 = 1 is Pine's Sunday.
    private static Expression DayOfWeek(PineTrees trees, TextSpan at) => trees.Binary(
        at,
        BinaryOperator.Add,
        trees.Binary(at, BinaryOperator.Remainder, PineTrees.Name(at, "day_of_week"), PineTrees.Number(at, 7)),
        PineTrees.Number(at, 1));
}
