using System.Text.Json;
using Backtester.Core.Runs.Drawing;
using Backtester.Core.Strategies.Drawing;

namespace Backtester.Blazor.Charts;

/// <summary>Which lines of a run a chart shows at first, and how they are named in addresses.</summary>
public static class ChartLines
{
    /// <summary>Stands between lines in an address.</summary>
    public const char Separator = ';';

    /// <summary>In an address: no lines at all.</summary>
    public const string None = "none";

    private const int MostOnPrice = 6;
    private const int MostPanes = 2;

    /// <summary>The lines of a run; shown at first are what its strategy draws on the price, its stages, and its first panes.</summary>
    public static IReadOnlyList<ChartLine> Of(IReadOnlyList<RunLine> lines)
    {
        var onPrice = lines.Where(l => l is { OfStrategy: true, Place: LinePlace.Price }).Take(MostOnPrice).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        var panes = lines.Where(l => l is { OfStrategy: true, Place: LinePlace.Pane }).Select(l => l.Pane).Distinct().Take(MostPanes).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. lines.Select(l => new ChartLine(l.Id, l.Description, Word(l.Place), l.Pane, l.OfStrategy, l.OfStrategy && l.Place switch
            {
                LinePlace.Price => onPrice.Contains(l.Id),
                LinePlace.Pane => panes.Contains(l.Pane),
                _ => true,
            })),
        ];
    }

    /// <summary>The lines that an address chooses; null for those shown at first.</summary>
    public static IReadOnlyList<string> Chosen(IReadOnlyList<ChartLine> lines, string? address) => address switch
    {
        null or "" => [.. lines.Where(l => l.Shown).Select(l => l.Id)],
        None => [],
        _ => [.. address.Split(Separator).Intersect(lines.Select(l => l.Id))],
    };

    /// <summary>What an address says of a choice; null where it is that of the beginning.</summary>
    public static string? Address(IReadOnlyList<ChartLine> lines, IReadOnlyCollection<string> chosen)
    {
        var ordered = lines.Where(l => chosen.Contains(l.Id)).Select(l => l.Id).ToArray();
        return ordered.Length == 0 ? None : ordered.SequenceEqual(Chosen(lines, null)) ? null : string.Join(Separator, ordered);
    }

    /// <summary>The word of a place in documents.</summary>
    public static string Word(LinePlace place) => JsonNamingPolicy.SnakeCaseLower.ConvertName(place.ToString());
}
