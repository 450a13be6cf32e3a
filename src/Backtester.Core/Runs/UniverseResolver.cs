using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Market.Universes;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>Puts the symbols of a universe into a document that names one.</summary>
/// <remarks>
/// Symbols that stand beside the universe are those that it chooses among. A resolved spec writes them so, and reads back
/// with the same members whatever else was stored in between: who was never chosen can be left out without changing a rank.
/// </remarks>
internal sealed class UniverseResolver(ObjectNode root, ICandleCatalog catalog, List<SpecProblem> problems)
{
    /// <summary>The document with exchange and symbols written, and the universe; the document as it is, and null, without one or after a problem.</summary>
    public (ObjectNode Document, RunUniverse? Universe) Resolve(CancellationToken cancellation)
    {
        var before = problems.Count;
        if (Read() is not { } universe || problems.Count > before
            || root["timeframe"] is not ScalarNode frame || !Timeframe.TryParse(frame.Text, out var timeframe)
            || ExchangeOf(universe) is not { } exchange)
        {
            return (root, null);
        }

        // What is wrong with these fields the reader of the spec says.
        var fields = new FieldReader(root, "", []);
        var written = fields.Texts("symbols")?.Select(SymbolName.Normalize).ToList();
        var names = universe.Rule is { } rule ? [.. UniverseChoice.Candidates(rule, exchange, catalog, written).Select(c => c.Symbol)] : universe.Symbols;
        var known = names.Select(s => (Symbol: s, Info: catalog.Find(new SeriesKey(exchange, s, timeframe)))).ToList();
        var stored = known.Select(k => k.Info).OfType<SeriesInfo>().ToList();
        var start = fields.Time("start_date") ?? (stored.Count == 0 ? 0 : stored.Min(s => s.FirstOpenMs));
        var end = fields.Time("end_date") ?? (stored.Count == 0 ? 0 : stored.Max(s => s.LastOpenMs) + timeframe.Milliseconds);

        // A symbol of a fixed list of which nothing is stored stays: that it is missing is for the user to hear.
        var among = known
            .Where(k => k.Info is null ? universe.Rule is null : k.Info.FirstOpenMs < end && k.Info.LastOpenMs >= start)
            .Select(k => k.Symbol)
            .Where(s => written?.Contains(s) != false)
            .ToList();
        var members = UniverseChoice.Of(universe, exchange, new TimeRange(start, end), catalog, among, cancellation);
        var chosen = MembershipPeriod.AllOf(members);
        if (chosen.Count == 0)
        {
            problems.Add(new SpecProblem(
                "universe", $"chooses no symbol of {exchange} with candles between {IsoTime.Format(start)} and {IsoTime.Format(end)}", $"\"{universe.Name}\"",
                stored.Count == 0 ? $"stored {timeframe} candles of its symbols" : "a range and a rule with at least one member"));
            return (root, null);
        }

        var symbols = written is null ? chosen : [.. written.Where(chosen.Contains)];
        return (With(("exchange", new ScalarNode(ScalarKind.Text, exchange)), ("symbols", new ListNode([.. symbols.Select(s => new ScalarNode(ScalarKind.Text, s))]))), new RunUniverse(universe, members));
    }

    private Universe? Read()
    {
        switch (root["universe"])
        {
            case ScalarNode { Kind: ScalarKind.Text } name:
                return Find(name);
            case ObjectNode inline:
                return UniverseFields.Read(new FieldReader(inline, "universe", problems), "inline", problems);
            case var other:
                problems.Add(new SpecProblem("universe", "is not a universe", other?.Describe(), "the name of one, or an object with symbols or a rule"));
                return null;
        }
    }

    private Universe? Find(ScalarNode name)
    {
        try
        {
            if (catalog.Universes?.Find(name.Text) is { } universe)
            {
                return universe;
            }

            var names = catalog.Universes?.Names ?? [];
            problems.Add(new SpecProblem(
                "universe", "is not known", name.Describe(), names.Count == 0 ? "an object with symbols or a rule; no universe is stored yet" : string.Join(", ", names), NearestName.Of(name.Text, names)));
        }
        catch (SpecException unreadable)
        {
            problems.AddRange(unreadable.Problems.Select(p => p with { Field = $"universe.{p.Field}" }));
        }

        return null;
    }

    /// <summary>The written exchange, else the universe's, else the one that has stored series for it.</summary>
    private string? ExchangeOf(Universe universe)
    {
        var written = new FieldReader(root, "", []).Text("exchange") ?? "";
        if (written.Length > 0 && universe.Exchange.Length > 0 && written != universe.Exchange)
        {
            problems.Add(new SpecProblem("exchange", $"is not that of the universe \"{universe.Name}\"", $"\"{written}\"", universe.Exchange));
            return null;
        }

        if (written.Length + universe.Exchange.Length > 0)
        {
            return written.Length > 0 ? written : universe.Exchange;
        }

        var holding = catalog.List()
            .Select(s => s.Key)
            .Where(k => universe.Rule is { } rule ? k.Symbol.EndsWith(rule.Quote, StringComparison.Ordinal) : universe.Symbols.Contains(k.Symbol))
            .Select(k => k.Exchange)
            .Distinct()
            .ToList();
        var recorded = holding.Where(e => e != SeriesKey.SampleExchange).ToList();
        if (recorded.Count > 1)
        {
            problems.Add(new SpecProblem("exchange", "is needed, because several have symbols of the universe", null, string.Join(", ", recorded)));
            return null;
        }

        return recorded.Count == 1 ? recorded[0] : SeriesKey.SampleExchange;
    }

    private ObjectNode With(params (string Name, DocumentNode Value)[] fields)
    {
        var names = fields.Select(f => f.Name).ToHashSet();
        return new ObjectNode([.. root.Properties.Where(p => !names.Contains(p.Key)), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
    }
}
