using System.Globalization;
using Backtester.Core.Market;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads execution.leverage with execution.margin, execution.volume_limit and execution.rounding.</summary>
internal static class MarginFields
{
    /// <summary>execution.rounding: the numbers of the exchange's own list of symbols.</summary>
    private const string FromExchange = "exchange";

    private const double MostLeverage = 125;

    /// <summary>Leverage and the terms of the margin; terms alone where leverage is above 1.</summary>
    public static (double Leverage, MarginSpec? Margin) ReadMargin(FieldReader fields, string preset)
    {
        var leverage = fields.Number("leverage", 1, MostLeverage) ?? 1;
        if (leverage > 1 && preset != "house")
        {
            fields.Wrong("leverage", $"contradicts the preset {preset}", Number(leverage), "1");
            leverage = 1;
        }

        if (leverage == 1)
        {
            if (fields.Has("margin"))
            {
                fields.Wrong("margin", "needs leverage above 1", null, "leave it out, or write execution.leverage");
            }

            return (1, null);
        }

        var section = fields.Section("margin");
        var usual = new MarginSpec();
        var margin = new MarginSpec
        {
            Mode = section.Word("mode", usual.Mode, ["isolated", "cross"]),
            Maintenance = section.Number("maintenance", 0, 0.5) ?? usual.Maintenance,
            LiquidationFee = section.Number("liquidation_fee", 0, 0.1) ?? usual.LiquidationFee,
        };
        section.Finish();
        if (margin.Maintenance * leverage >= 1)
        {
            section.Wrong("maintenance", $"leaves nothing of a margin of 1/{leverage.ToString(CultureInfo.InvariantCulture)}: every position would be liquidated at once", Number(margin.Maintenance), "below 1 / leverage");
        }

        return (leverage, margin);
    }

    /// <summary>Largest share of a bar's volume; null for no limit.</summary>
    public static double? ReadVolumeLimit(FieldReader fields, string preset)
    {
        var limit = fields.Number("volume_limit", 0, 1, minExcluded: true);
        if (limit is { } written && preset != "house")
        {
            fields.Wrong("volume_limit", $"contradicts the preset {preset}, which fills orders whole", Number(written), "leave it out");
        }

        return limit;
    }

    /// <summary>Steps of price and quantity and the least order; null where nothing is written.</summary>
    public static RoundingSpec? ReadRounding(FieldReader fields)
    {
        if (!fields.Has("rounding"))
        {
            return null;
        }

        if (fields.Text("rounding", [FromExchange]) is not null)
        {
            return new RoundingSpec { FromExchange = true };
        }

        var section = fields.Section("rounding");
        var rounding = ReadSteps(section);
        if (section.Object("symbols") is { } symbols)
        {
            var own = new Dictionary<string, RoundingSpec>(StringComparer.Ordinal);
            foreach (var (name, _) in symbols.Properties)
            {
                var steps = section.Section("symbols").Section(name);
                own[SymbolName.Normalize(name)] = ReadSteps(steps);
                steps.Finish();
            }

            rounding = rounding with { Symbols = own };
        }

        section.Finish();
        return rounding;
    }

    private static RoundingSpec ReadSteps(FieldReader fields) => new()
    {
        Tick = fields.Number("tick", 0) ?? 0,
        Lot = fields.Number("lot", 0) ?? 0,
        MinimumNotional = fields.Number("minimum_notional", 0) ?? 0,
    };

    private static ScalarNode Number(double value) => new(ScalarKind.Number, value.ToString(CultureInfo.InvariantCulture));
}
