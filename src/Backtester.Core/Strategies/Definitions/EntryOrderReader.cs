using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Reads entry_order: {type: limit, price: close * 0.99, expires: 5}.</summary>
internal static class EntryOrderReader
{
    private static readonly string[] Types = ["limit", "stop", "stop_limit"];

    /// <summary>The order; null for market orders, and after a problem.</summary>
    public static EntryOrderRule? Read(FieldReader fields, DiagnosticBag problems)
    {
        const string Example = "{type: limit, price: close * 0.99, expires: 5}";
        switch (fields.Node("entry_order"))
        {
            case null:
                return null;
            case DocumentMap map:
                return Read(map, problems);
            case var other:
                fields.Report("entry_order", other, "this is not a map", FieldReader.Shown(other), Example);
                return null;
        }
    }

    /// <summary>The word of a type in documents.</summary>
    public static string Word(EntryOrderType type) => Types[(int)type];

    private static EntryOrderRule? Read(DocumentMap map, DiagnosticBag problems)
    {
        var order = new FieldReader(map, "entry_order", ["type", "price", "limit", "expires"], problems);
        DefinitionReader.Require(order, "type", string.Join(", ", Types));
        DefinitionReader.Require(order, "price", "a price such as close * 0.99; the stop price of stop and stop_limit");
        var type = (EntryOrderType)Array.IndexOf(Types, order.Word("type", Types));
        var (price, limit, expires) = (order.Formula("price"), order.Formula("limit"), order.Formula("expires"));
        if (type == EntryOrderType.StopLimit)
        {
            DefinitionReader.Require(order, "limit", "the price beyond which it does not fill, such as highest(high, 20) * 1.01");
        }
        else if (order.Node("limit") is { } written)
        {
            order.Report("entry_order.limit", written, "only a stop_limit order has a limit beside its price", FieldReader.Shown(written), "price alone");
        }

        return price is null ? null : new EntryOrderRule(type, price, limit, expires);
    }
}
