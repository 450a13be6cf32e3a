using System.Globalization;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Data.Symbols;

/// <summary>
/// Renames, redenominations and delistings, from the file symbol-changes.csv in the data folder: a header
/// exchange,symbol,event,at,successor,ratio; event is renamed, redenominated or delisted, at an ISO time; successor and
/// ratio stay empty for a delisting, and an empty ratio is 1. Nothing is delisted just because its candles end.
/// </summary>
public sealed class SymbolLedger
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "symbol-changes.csv";

    private const string Header = "exchange,symbol,event,at,successor,ratio";

    private readonly Dictionary<(string Exchange, string Symbol), SymbolChange> _ends = [];
    private readonly Dictionary<(string Exchange, string Symbol), SymbolChange> _begins = [];

    private SymbolLedger(IReadOnlyList<SymbolChange> changes)
    {
        All = changes;
        foreach (var change in changes)
        {
            _ends[(change.Exchange, change.Symbol)] = change;
            if (change.Successor is { } successor)
            {
                _begins[(change.Exchange, successor)] = change;
            }
        }
    }

    /// <summary>Every change, in the order of the file.</summary>
    public IReadOnlyList<SymbolChange> All { get; }

    /// <summary>Reads the ledger of a data folder; an empty one where there is no file.</summary>
    /// <exception cref="SpecException">Lines that cannot be taken; all of them are inside.</exception>
    public static SymbolLedger Read(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        return File.Exists(path) ? Parse(File.ReadAllLines(path)) : new SymbolLedger([]);
    }

    /// <summary>True where the ledger says that a symbol was delisted.</summary>
    public bool IsDelisted(SeriesKey key) => All.Count > 0 && _ends.TryGetValue((key.Exchange, key.Symbol), out var end) && end.Event == SymbolEvent.Delisted;

    /// <summary>The change by which a symbol followed another one; null for none.</summary>
    public SymbolChange? PredecessorOf(SeriesKey key) => All.Count > 0 ? _begins.GetValueOrDefault((key.Exchange, key.Symbol)) : null;

    /// <summary>The symbol that follows one; null where none does.</summary>
    public string? SuccessorOf(SeriesKey key) => All.Count > 0 && _ends.TryGetValue((key.Exchange, key.Symbol), out var end) ? end.Successor : null;

    /// <summary>Reads the lines of a ledger.</summary>
    /// <exception cref="SpecException">Lines that cannot be taken; all of them are inside.</exception>
    public static SymbolLedger Parse(IReadOnlyList<string> lines)
    {
        var problems = new List<SpecProblem>();
        var changes = new List<SymbolChange>();
        if (lines.Count == 0 || lines[0].Trim() != Header)
        {
            problems.Add(new SpecProblem($"{FileName}:line 1", "is not the header", lines.Count == 0 ? "nothing" : lines[0], Header));
        }

        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Trim().Length > 0 && ReadLine(lines[i].Split(','), $"{FileName}:line {i + 1}", problems) is { } change)
            {
                Check(change, changes, $"{FileName}:line {i + 1}", problems);
                changes.Add(change);
            }
        }

        return problems.Count == 0 ? new SymbolLedger(changes) : throw new SpecException(problems);
    }

    private static SymbolChange? ReadLine(string[] fields, string at, List<SpecProblem> problems)
    {
        if (fields.Length != 6)
        {
            problems.Add(new SpecProblem(at, "has not six fields", $"{fields.Length} fields", Header));
            return null;
        }

        var before = problems.Count;
        var (symbol, successor) = (SymbolName.Normalize(fields[1]), SymbolName.Normalize(fields[4]));
        Require(symbol.Length > 0, "symbol", fields[1], "letters and digits");
        Require(Enum.TryParse<SymbolEvent>(fields[2].Trim(), ignoreCase: true, out var what) && Enum.IsDefined(what), "event", fields[2], "renamed, redenominated, delisted");
        Require(
            DateTimeOffset.TryParse(fields[3], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time), "at", fields[3], "an ISO time such as 2024-09-10T03:00:00Z");
        var ratio = 1.0;
        Require(
            fields[5].Trim().Length == 0 || (double.TryParse(fields[5], NumberStyles.Float, CultureInfo.InvariantCulture, out ratio) && ratio > 0 && double.IsFinite(ratio)),
            "ratio", fields[5], "a number above 0: units of the successor for one of the symbol");
        if (problems.Count == before)
        {
            Require((what == SymbolEvent.Delisted) == (successor.Length == 0), "successor", fields[4], what == SymbolEvent.Delisted ? "nothing, for a delisting" : "the symbol that follows");
        }

        return problems.Count > before ? null : new SymbolChange(fields[0].Trim(), symbol, what, time.ToUnixTimeMilliseconds(), successor.Length == 0 ? null : successor, ratio);

        void Require(bool ok, string field, string got, string allowed)
        {
            if (!ok)
            {
                problems.Add(new SpecProblem($"{at}, {field}", "cannot be taken", got, allowed));
            }
        }
    }

    /// <summary>One end and one beginning a symbol, and no way back to itself.</summary>
    private static void Check(SymbolChange change, List<SymbolChange> earlier, string at, List<SpecProblem> problems)
    {
        var market = earlier.Where(c => c.Exchange == change.Exchange).ToList();
        if (market.Any(c => c.Symbol == change.Symbol))
        {
            problems.Add(new SpecProblem(at, "the symbol ends twice", change.Symbol, "each symbol once"));
        }

        if (change.Successor is { } successor && market.Any(c => c.Successor == successor))
        {
            problems.Add(new SpecProblem(at, "two symbols have the same successor", successor, "each successor once"));
        }

        for (var next = change.Successor; next is not null; next = market.FirstOrDefault(c => c.Symbol == next)?.Successor)
        {
            if (next == change.Symbol)
            {
                problems.Add(new SpecProblem(at, "the symbols follow one another in a circle", change.Symbol, "an end"));
                return;
            }
        }
    }
}
