namespace Backtester.Core.Strategies.Definitions;

/// <summary>A definition as maps, lists, texts, numbers and truth values, in the order in which it is written.</summary>
internal static class DefinitionTree
{
    public static List<KeyValuePair<string, object>> Of(StrategyDefinition definition, bool forPeople)
    {
        var tree = new List<KeyValuePair<string, object>>
        {
            new("id", definition.Id),
            new("version", definition.Version),
        };
        if (forPeople)
        {
            Add("title", definition.Title.Length == 0 ? null : definition.Title);
            Add("description", definition.Description.Length == 0 ? null : definition.Description);
            Add("category", definition.Category.Length == 0 ? null : definition.Category);
        }

        Add("parameters", Map(definition.Parameters.Select(p => new KeyValuePair<string, object>(p.Name, Parameter(p, forPeople)))));
        Add("constraint", definition.Constraint?.Text);
        Add("lines", Map(definition.Lines.Select(l => new KeyValuePair<string, object>(l.Name, l.Value.Text))));
        Add("long_entry", definition.LongEntry?.Text);
        Add("long_exit", definition.LongExit?.Text);
        Add("short_entry", definition.ShortEntry?.Text);
        Add("short_exit", definition.ShortExit?.Text);
        Add("entry_order", definition.EntryOrder is { } order ? EntryOrder(order) : null);
        Add("stop_loss", definition.StopLoss?.Text);
        Add("take_profit", definition.TakeProfit?.Text);
        Add("trailing_stop", definition.TrailingStop?.Text);
        Add("break_even", definition.BreakEven?.Text);
        Add("time_exit", definition.TimeExit?.Text);
        Add("trim", List(definition.Trim.Select(t => Map([new("at", t.At.Text), new("fraction", t.Fraction.Text)]))));
        Add("signals", List(definition.Signals.Select(Signal)));
        Add("min_confidence", definition.MinConfidence?.Text);
        Add("opposite_entry", definition.OppositeEntry == OppositeEntry.Reverse ? null : definition.OppositeEntry.ToString().ToLowerInvariant());
        Add("max_entries", definition.MaxEntries?.Text);
        Add("cooldown", definition.Cooldown?.Text);
        Add("session", definition.Session is { } session ? Session(session) : null);
        Add("sizing", definition.Sizing is { } sizing ? Map([new("model", sizing.Model), .. Optional("value", sizing.Value?.Text)]) : null);
        return tree;

        void Add(string field, object? value)
        {
            if (value is not null)
            {
                tree.Add(new(field, value));
            }
        }
    }

    private static List<KeyValuePair<string, object>> Parameter(ParameterSchema parameter, bool forPeople)
    {
        List<KeyValuePair<string, object>> fields = parameter.Kind == ParameterKind.Boolean
            ? [new("type", "boolean"), new("default", parameter.Default != 0)]
            :
            [
                new("type", parameter.Kind == ParameterKind.Integer ? "integer" : "number"),
                new("default", parameter.Default),
                new("min", parameter.Min),
                new("max", parameter.Max),
                new("step", parameter.Step),
            ];
        return forPeople && parameter.Help.Length > 0 ? [.. fields, new("help", parameter.Help)] : fields;
    }

    private static List<KeyValuePair<string, object>>? EntryOrder(EntryOrderRule order) => Map(
    [
        new("type", EntryOrderReader.Word(order.Type)),
        new("price", order.Price.Text),
        .. Optional("limit", order.Limit?.Text),
        .. Optional("expires", order.Expires?.Text),
    ]);

    private static object? Signal(SignalRule signal) => Map(
    [
        new("name", signal.Name),
        new("rule", signal.Rule.Text),
        new("weight", signal.Weight.Text),
        .. Optional("requires", signal.Requires),
        .. Optional("side", signal.Side == SignalSide.Both ? null : signal.Side.ToString().ToLowerInvariant()),
    ]);

    private static List<KeyValuePair<string, object>> Session(SessionFilter session)
    {
        var fields = new List<KeyValuePair<string, object>>();
        if (session is { FromHour: { } from, ToHour: { } to })
        {
            fields.Add(new("hours", new List<object> { (double)from, (double)to }));
        }

        if (session.Days.Count > 0)
        {
            fields.Add(new("days", session.Days.Select(d => (object)(double)d).ToList()));
        }

        return fields;
    }

    private static IEnumerable<KeyValuePair<string, object>> Optional(string field, string? value) => value is null ? [] : [new(field, value)];

    private static List<KeyValuePair<string, object>>? Map(IEnumerable<KeyValuePair<string, object>> entries)
    {
        var map = entries.ToList();
        return map.Count == 0 ? null : map;
    }

    private static List<object>? List(IEnumerable<object?> items)
    {
        var list = items.OfType<object>().ToList();
        return list.Count == 0 ? null : list;
    }
}
