namespace Backtester.Core.Tests.Formulas;

/// <summary>Random formulas that pass the type checker, from a generator with a known seed.</summary>
internal sealed class RandomFormula(Random random, bool withSymbols = true)
{
    private static readonly string[] Series = ["open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4", "trades", "taker_buy_volume", "hour", "day_of_week", "month"];
    private static readonly string[] OneSeries = ["sma", "ema", "wma", "rma", "highest", "lowest", "sum", "change", "rsi", "stdev", "roc", "linreg"];
    private static readonly string[] WholeCandle = ["atr(3)", "tr", "obv()", "adx(4)", "supertrend(3, 2)", "stoch_k(5, 3)", "cci(5)", "pivot_high(2, 2)", "ha_close()", "aroon_up(5)"];
    private static readonly string[] Comparisons = ["<", "<=", ">", ">=", "==", "!="];

    private static readonly string[] Longer = ["1h", "4h", "1d"];

    private int _blocks;
    private int _longest;

    public string Boolean(int depth)
    {
        if (depth <= 0)
        {
            return random.Next(4) == 0 ? "true" : $"({Number(0)} {Pick(Comparisons)} {Number(0)})";
        }

        return random.Next(11) switch
        {
            0 => $"({Boolean(depth - 1)} and {Boolean(depth - 1)})",
            1 => $"({Boolean(depth - 1)} or {Boolean(depth - 1)})",
            2 => $"(not {Boolean(depth - 1)})",
            3 => $"crossover({Number(depth - 1)}, {Number(depth - 1)})",
            4 => $"crossunder({Number(depth - 1)}, {Number(depth - 1)})",
            5 => $"({Boolean(depth - 1)})[{random.Next(4)}]",
            6 => $"({Boolean(depth - 1)} {(random.Next(2) == 0 ? "==" : "!=")} {Boolean(depth - 1)})",
            7 => $"(if {Boolean(depth - 1)} then {Boolean(depth - 1)} else {Boolean(depth - 1)})",
            8 => $"rising({SeriesOf(depth - 1)}, {random.Next(1, 4)})",
            9 => Block(d => Boolean(d), depth),
            _ => $"({Number(depth - 1)} {Pick(Comparisons)} {Number(depth - 1)})",
        };
    }

    public string Number(int depth)
    {
        if (depth <= 0)
        {
            return random.Next(3) == 0 ? random.Next(0, 120).ToString() : Pick(Series);
        }

        return random.Next(13) switch
        {
            0 => $"({Number(depth - 1)} + {Number(depth - 1)})",
            1 => $"({Number(depth - 1)} - {Number(depth - 1)})",
            2 => $"({Number(depth - 1)} * {Number(depth - 1)})",
            3 => $"({Number(depth - 1)} / {Number(depth - 1)})",
            4 => $"({Number(depth - 1)} % {Number(depth - 1)})",
            5 => $"-{Number(depth - 1)}",
            6 => $"{Pick(["abs", "sqrt", "log", "sign", "round"])}({Number(depth - 1)})",
            7 => $"{Pick(["min", "max", "nz"])}({Number(depth - 1)}, {Number(depth - 1)})",
            8 => $"({Number(depth - 1)})[{random.Next(6)}]",
            9 => $"({Boolean(depth - 1)} ? {Number(depth - 1)} : {Number(depth - 1)})",
            10 => random.Next(2) == 0 ? $"bars_since({Boolean(depth - 1)})" : $"value_when({Boolean(depth - 1)}, {Number(depth - 1)}, {random.Next(3)})",
            11 => Block(d => Number(d), depth),
            _ => SeriesOf(depth),
        };
    }

    private string SeriesOf(int depth) => random.Next(3) switch
    {
        0 => Pick(Series),
        1 => Pick(WholeCandle),
        _ => $"{Pick(OneSeries)}({(depth <= 0 ? Pick(Series) : SeriesOf(depth - 1))}, {random.Next(2, 7)})",
    };

    private string Block(Func<int, string> inner, int depth)
    {
        if (++_blocks > 4)
        {
            return inner(depth - 1);
        }

        if (withSymbols && random.Next(4) == 0)
        {
            return $"symbol(\"ETHUSDT\", {inner(depth - 1)})";
        }

        // The timeframe of a block inside another is a multiple of the outer one's.
        var outer = _longest;
        _longest = random.Next(outer, Longer.Length);
        var block = $"tf(\"{Longer[_longest]}\", {inner(depth - 1)})";
        _longest = outer;
        return block;
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
