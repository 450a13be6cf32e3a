using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>request.security(…) becomes tf(…) and symbol(…): the last finished candle, as TradingView shows it without lookahead.</summary>
internal static class PineSecurity
{
    private static readonly Dictionary<string, string> Timeframes = new(StringComparer.Ordinal)
    {
        ["1"] = "1m",
        ["3"] = "3m",
        ["5"] = "5m",
        ["15"] = "15m",
        ["30"] = "30m",
        ["60"] = "1h",
        ["120"] = "2h",
        ["240"] = "4h",
        ["360"] = "6h",
        ["480"] = "8h",
        ["720"] = "12h",
        ["D"] = "1d",
        ["1D"] = "1d",
        ["3D"] = "3d",
        ["W"] = "1w",
        ["1W"] = "1w",
    };

    public static Expression Tree(PineTranslation translation, PineCall call)
    {
        var arguments = PineFunctions.Arguments(translation, call, "symbol timeframe expression gaps lookahead ignore_invalid_symbol currency", 3);
        if (arguments.Has(4) && arguments.Value(4) is PineWord { Word: "barmerge.lookahead_on" })
        {
            throw new PineException(call.At, "lookahead_on shows a candle before it has ended");
        }

        if (arguments.Has(3) && arguments.Value(3) is PineWord { Word: "barmerge.gaps_on" })
        {
            throw new PineException(call.At, "gaps_on has no counterpart");
        }

        var tree = arguments[2];
        if (translation.Trees.SpeaksOfPosition(tree))
        {
            throw new PineException(call.At, "the open position belongs to the run's own bars");
        }

        var timeframe = Word(arguments, 1, call.At);
        if (timeframe is not ("" or "timeframe.period"))
        {
            var known = Timeframes.GetValueOrDefault(timeframe)
                ?? throw new PineException(call.At, $"the timeframe \"{timeframe}\" is none of 1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w");
            tree = arguments.Call("tf", new TextExpression(call.At, known), tree);
        }

        var symbol = Word(arguments, 0, call.At);
        if (symbol is "" or "syminfo.tickerid" or "syminfo.ticker")
        {
            return tree;
        }

        var parts = symbol.Split(':');
        var name = parts.Length == 2 ? $"{parts[0].ToLowerInvariant()}:{parts[1]}" : symbol;
        translation.Note($"Line {call.At.Line}: the symbol \"{symbol}\" became \"{name}\"; the run needs its candles.");
        return arguments.Call("symbol", new TextExpression(call.At, name), tree);
    }

    private static string Word(PineArguments arguments, int index, TextSpan at) =>
        arguments.Value(index) is PineWord word ? word.Word : throw new PineException(at, "symbol and timeframe must be known before the run");
}
