namespace Backtester.Core.Runs.Reading;

/// <summary>Reads risk: the sides that may be opened, and limits, which are none unless written.</summary>
internal static class RiskFields
{
    /// <summary>With leverage and for short positions exposure may pass the equity; beyond this it is a typing error.</summary>
    private const double MostExposure = 1_000;

    public static RiskSpec Read(FieldReader fields)
    {
        var risk = new RiskSpec
        {
            Direction = fields.Word("direction", "long_short", ["long_only", "short_only", "long_short"]),
            MaxOpenPositions = (int?)fields.Whole("max_open_positions", 1, 1_000_000),
            MaxDrawdown = fields.Number("max_drawdown", 0, 1, minExcluded: true),
            OnMaxDrawdown = fields.Word("on_max_drawdown", "stop", ["stop", "pause"]),
            MaxDailyLoss = fields.Number("max_daily_loss", 0, 1, minExcluded: true),
            MaxSymbolExposure = fields.Number("max_symbol_exposure", 0, MostExposure, minExcluded: true),
            MaxExposure = fields.Number("max_exposure", 0, MostExposure, minExcluded: true),
        };
        if (fields.Has("on_max_drawdown") && !fields.Has("max_drawdown"))
        {
            fields.Wrong("on_max_drawdown", "says what happens at a limit that is not written", new ScalarNode(ScalarKind.Text, risk.OnMaxDrawdown), "max_drawdown beside it");
        }

        fields.Finish();
        return risk;
    }
}
