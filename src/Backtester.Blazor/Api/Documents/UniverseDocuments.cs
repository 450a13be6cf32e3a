using Backtester.Core.Market.Universes;
using Backtester.Core.Runs;
using Backtester.Data.Universes;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A universe in a list; the problems of one whose file cannot be read.</summary>
public sealed record UniverseLine(string Name, string? Exchange, string Description, IReadOnlyList<string> Problems)
{
    /// <summary>The universes of a data folder.</summary>
    public static IReadOnlyList<UniverseLine> Of(UniverseFolder files) => [.. files.Names.Select(name => Of(files, name))];

    /// <summary>What a universe is, in a line.</summary>
    public static string Describe(Universe universe)
    {
        ArgumentNullException.ThrowIfNull(universe);
        if (universe.Rule is not { } rule)
        {
            return universe.Symbols.Count <= 5 ? string.Join(", ", universe.Symbols) : $"{string.Join(", ", universe.Symbols.Take(4))} and {universe.Symbols.Count - 4} more";
        }

        var who = (rule.Top is { } top ? $"top {top}" : "all") + (rule.Quote.Length > 0 ? $" in {rule.Quote}" : "");
        var listed = rule.ListedDays > 0 ? $", listed for {rule.ListedDays} days" : "";
        return $"{who} by quote volume of {rule.Days} days{listed}, chosen every {rule.Every.ToString().ToLowerInvariant()}";
    }

    private static UniverseLine Of(UniverseFolder files, string name)
    {
        try
        {
            var universe = files.Find(name)!;
            return new UniverseLine(name, universe.Exchange.Length > 0 ? universe.Exchange : null, Describe(universe), []);
        }
        catch (SpecException unreadable)
        {
            return new UniverseLine(name, null, "", [.. unreadable.Problems.Select(p => p.ToString())]);
        }
    }
}

/// <summary>A universe, for the API's description: symbols for a fixed list, or a rule.</summary>
public sealed record UniverseShape
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The market; left out where it serves every one.</summary>
    public string? Exchange { get; init; }

    /// <summary>The symbols of a fixed list.</summary>
    public IReadOnlyList<string>? Symbols { get; init; }

    /// <summary>What chooses the symbols as of each date.</summary>
    public UniverseRuleShape? Rule { get; init; }
}

/// <summary>The rule of a universe; all fields may be left out.</summary>
public sealed record UniverseRuleShape
{
    /// <summary>Only symbols in this quote asset.</summary>
    public string? Quote { get; init; }

    /// <summary>How many at most, by falling quote volume.</summary>
    public int? Top { get; init; }

    /// <summary>quote_volume.</summary>
    public string? By { get; init; }

    /// <summary>UTC days before the choice over which it is added up; 30.</summary>
    public int? Days { get; init; }

    /// <summary>Least days since the first stored candle; 0.</summary>
    public int? ListedDays { get; init; }

    /// <summary>Least mean quote volume a day; 0.</summary>
    public double? MinimumQuoteVolume { get; init; }

    /// <summary>day, week, month (default), quarter, year.</summary>
    public string? Every { get; init; }

    /// <summary>Symbols that are never chosen.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }
}

/// <summary>Whom a universe chose when.</summary>
public sealed record UniverseMembersDocument(string Name, string Exchange, IReadOnlyList<UniversePeriodDocument> Periods);

/// <summary>The members from one choice to the next, highest quote volume first.</summary>
public sealed record UniversePeriodDocument(DateTimeOffset From, IReadOnlyList<string> Symbols);
