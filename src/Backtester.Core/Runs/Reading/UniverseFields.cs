using Backtester.Core.Market;
using Backtester.Core.Market.Universes;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads a universe: name, exchange, and symbols or a rule.</summary>
internal static class UniverseFields
{
    /// <summary>The one thing that instruments are ranked by.</summary>
    public const string ByQuoteVolume = "quote_volume";

    private const int MostDays = 3650;
    private const int LongestName = 64;

    private static readonly string[] Intervals = [.. Enum.GetValues<UniverseInterval>().Select(Word)];

    /// <summary>The word of an interval.</summary>
    public static string Word(UniverseInterval every) => every.ToString().ToLowerInvariant();

    /// <summary>True for a name that a universe may have: it is that of a file.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Reads the fields; null after a problem.</summary>
    public static Universe? Read(FieldReader fields, string otherwise, ICollection<SpecProblem> problems)
    {
        var before = problems.Count;
        var name = fields.Text("name") ?? otherwise;
        if (!IsName(name))
        {
            fields.Wrong("name", "is not the name of a universe", new ScalarNode(ScalarKind.Text, name), $"1 to {LongestName} small letters, digits, hyphens and underscores");
        }

        var exchange = RunSpecReader.ReadExchange(fields);
        var symbols = ReadSymbols(fields, "symbols");
        var hasRule = fields.Has("rule");
        var rule = hasRule ? ReadRule(fields.Section("rule")) : null;
        if (hasRule == (symbols is not null))
        {
            fields.Wrong(hasRule ? "rule" : "symbols", hasRule ? "stands beside symbols" : "is missing, and there is no rule", null, "one of the two: symbols for a fixed list, rule for one that is chosen by date");
        }
        else if (symbols is { Count: 0 })
        {
            fields.Wrong("symbols", "is empty", null, "at least one symbol");
        }

        fields.Finish();
        return problems.Count > before ? null : new Universe { Name = name, Exchange = exchange, Symbols = symbols ?? [], Rule = rule };
    }

    private static UniverseRule ReadRule(FieldReader fields)
    {
        var rule = new UniverseRule
        {
            Quote = SymbolName.Normalize(fields.Text("quote") ?? ""),
            Top = (int?)fields.Whole("top", 1, 10_000),
            Days = (int)(fields.Whole("days", 1, MostDays) ?? 30),
            ListedDays = (int)(fields.Whole("listed_days", 0, MostDays) ?? 0),
            MinimumQuoteVolume = fields.Number("minimum_quote_volume", 0) ?? 0,
            Every = Enum.Parse<UniverseInterval>(fields.Word("every", Word(UniverseInterval.Month), Intervals), ignoreCase: true),
            Exclude = ReadSymbols(fields, "exclude") ?? [],
        };
        fields.Word("by", ByQuoteVolume, [ByQuoteVolume]);
        fields.Finish();
        return rule;
    }

    private static List<string>? ReadSymbols(FieldReader fields, string field)
    {
        if (fields.Texts(field) is not { } texts)
        {
            return null;
        }

        var symbols = texts.Select(SymbolName.Normalize).ToList();
        for (var i = 0; i < symbols.Count; i++)
        {
            if (symbols[i].Length == 0 || symbols.IndexOf(symbols[i]) < i)
            {
                fields.Wrong($"{field}[{i}]", symbols[i].Length == 0 ? "is not a symbol" : "is listed twice", new ScalarNode(ScalarKind.Text, texts[i]), "each symbol once, such as BTCUSDT");
            }
        }

        return symbols;
    }
}
