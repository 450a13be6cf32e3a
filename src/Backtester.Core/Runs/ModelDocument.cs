using System.Text.Json.Nodes;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>Writes the models of a spec: the word and the numbers that this model reads, and no others.</summary>
internal static class ModelDocument
{
    public static JsonObject Write(SizingSpec sizing)
    {
        var document = new JsonObject { ["model"] = sizing.Model };
        if (sizing.Model == "volatility_target")
        {
            document["length"] = (double)sizing.Length;
        }
        else if (sizing.Model == "kelly")
        {
            document["caution"] = sizing.Caution;
            document["cap"] = sizing.Cap;
            document["minimum_trades"] = (double)sizing.MinimumTrades;
        }

        return document;
    }

    public static JsonObject Write(FeesSpec fees)
    {
        switch (fees.Model)
        {
            case "fixed":
                return new JsonObject { ["model"] = fees.Model, ["amount"] = fees.Amount };
            case "per_share":
                return new JsonObject
                {
                    ["model"] = fees.Model,
                    ["per_share"] = fees.PerShare,
                    ["minimum"] = fees.Minimum,
                    ["sec_fee"] = new JsonObject(fees.SecFee.OrderBy(f => f.Key).Select(f => KeyValuePair.Create(IsoTime.Format(f.Key)[..10], (JsonNode?)f.Value))),
                };
            default:
                var percent = new JsonObject { ["model"] = fees.Model, ["maker"] = fees.Maker, ["taker"] = fees.Taker };
                if (fees.Exchange is not null)
                {
                    percent["exchange"] = fees.Exchange;
                    percent["tier"] = (double)fees.Tier;
                }

                return percent;
        }
    }

    public static JsonObject Write(SlippageSpec slippage)
    {
        var document = new JsonObject { ["model"] = slippage.Model };
        switch (slippage.Model)
        {
            case "volume_share":
                document["impact"] = slippage.Impact;
                break;
            case "spread":
                document["estimator"] = slippage.Estimator;
                document["share"] = slippage.Share;
                break;
            default:
                document["market"] = slippage.Market;
                document["stop"] = slippage.Stop;
                document["limit"] = slippage.Limit;
                break;
        }

        if (slippage.Model is "atr" or "volume_share" or "spread")
        {
            document["length"] = (double)slippage.Length;
        }

        return document;
    }

    public static JsonObject Write(MarginSpec margin) => new()
    {
        ["mode"] = margin.Mode,
        ["maintenance"] = margin.Maintenance,
        ["liquidation_fee"] = margin.LiquidationFee,
    };

    public static JsonObject Write(RoundingSpec rounding)
    {
        var document = new JsonObject
        {
            ["tick"] = rounding.Tick,
            ["lot"] = rounding.Lot,
            ["minimum_notional"] = rounding.MinimumNotional,
        };
        if (rounding.Symbols.Count > 0)
        {
            document["symbols"] = new JsonObject(rounding.Symbols.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, Write(s.Value))));
        }

        return document;
    }
}
