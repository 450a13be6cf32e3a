using System.Globalization;
using Backtester.Core.Engine.Models;
using Backtester.Core.Formulas;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads execution.fees.</summary>
internal static class FeesFields
{
    private const string DefaultPlan = "standard";

    /// <summary>The rate of the regulator's fee on sales that is taken where none is written: $27.80 a million from 2024-05-22.</summary>
    private static readonly Dictionary<long, double> UsualSecFee = new() { [new DateTimeOffset(2024, 5, 22, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()] = 27.80 };

    public static FeesSpec Read(FieldReader fields)
    {
        var model = fields.Word("model", "percent", ["percent", "fixed", "per_share", "zero"]);
        var fees = model switch
        {
            "fixed" => new FeesSpec { Model = model, Amount = fields.Number("amount", 0) ?? Missing(fields, "amount", "quote currency for each fill, at least 0") },
            "per_share" => ReadPerShare(fields),
            "zero" => new FeesSpec { Model = model, Maker = fields.Number("maker", 0, 0) ?? 0, Taker = fields.Number("taker", 0, 0) ?? 0 },
            _ => ReadPercent(fields),
        };
        fields.Finish();
        return fees;
    }

    private static FeesSpec ReadPercent(FieldReader fields)
    {
        var (exchange, tier, usual) = ReadTier(fields);
        return new FeesSpec
        {
            Model = "percent",
            Maker = fields.Number("maker", 0, 0.1) ?? usual.Maker,
            Taker = fields.Number("taker", 0, 0.1) ?? usual.Taker,
            Exchange = exchange,
            Tier = tier,
        };
    }

    private static (string? Exchange, int Tier, FeeTier Usual) ReadTier(FieldReader fields)
    {
        var usual = new FeeTier(0.001, 0.001);
        var tier = (int)(fields.Whole("tier", 0, 100) ?? 0);
        if (fields.Text("exchange") is not { } exchange)
        {
            if (fields.Has("tier"))
            {
                Missing(fields, "exchange", string.Join(", ", ExchangeFees.Tables.Keys));
            }

            return (null, 0, usual);
        }

        if (!ExchangeFees.Tables.TryGetValue(exchange, out var table))
        {
            var names = ExchangeFees.Tables.Keys.ToList();
            fields.Wrong("exchange", "has no table of fees", new ScalarNode(ScalarKind.Text, exchange), string.Join(", ", names), NearestName.Of(exchange, names));
            return (null, 0, usual);
        }

        if (tier < table.Count)
        {
            return (exchange, tier, table[tier]);
        }

        fields.Wrong(
            "tier",
            $"is not a level of {exchange}",
            new ScalarNode(ScalarKind.Number, tier.ToString(CultureInfo.InvariantCulture)),
            table.Count == 1 ? "0; other levels are written as maker and taker" : $"0 to {table.Count - 1}");
        return (null, 0, usual);
    }

    private static FeesSpec ReadPerShare(FieldReader fields)
    {
        var plan = fields.Word("plan", DefaultPlan, [.. PerShareFees.InteractiveBrokers.Keys]);
        var (perShare, minimum) = PerShareFees.InteractiveBrokers[plan];
        return new FeesSpec
        {
            Model = "per_share",
            PerShare = fields.Number("per_share", 0) ?? perShare,
            Minimum = fields.Number("minimum", 0) ?? minimum,
            SecFee = ReadSecFee(fields),
        };
    }

    private static Dictionary<long, double> ReadSecFee(FieldReader fields)
    {
        if (fields.Object("sec_fee") is not { } written)
        {
            return UsualSecFee;
        }

        var rates = new Dictionary<long, double>();
        var section = fields.Section("sec_fee");
        foreach (var (date, _) in written.Properties)
        {
            var rate = section.Number(date, 0, 1_000_000);
            if (IsoTime.TryParse(date, out var from) && date.Length == 10)
            {
                rates[from] = rate ?? 0;
            }
            else
            {
                section.Wrong(date, "is not a date", new ScalarNode(ScalarKind.Text, date), "dates such as 2024-05-22, each with dollars for a million dollars sold");
            }
        }

        return rates;
    }

    private static double Missing(FieldReader fields, string name, string allowed)
    {
        if (!fields.Has(name))
        {
            fields.Wrong(name, "is required", null, allowed);
        }

        return 0;
    }
}
