using Backtester.Core.Strategies;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads sizing and position_size; what is not written comes from the strategy's advice (house alone) or the preset.</summary>
internal static class SizingFields
{
    private static readonly string[] Models =
        ["fixed_notional", "fixed_quantity", "percent_equity", "all_in", "risk_per_trade", "volatility_target", "kelly"];

    /// <summary>The model and its number.</summary>
    /// <param name="fields">The spec.</param>
    /// <param name="execution">The spec's execution.</param>
    /// <param name="strategy">The strategy; null where it has problems.</param>
    /// <param name="advice">How its author would size positions; null where it is not said.</param>
    public static (SizingSpec Sizing, double PositionSize) Read(FieldReader fields, ExecutionSpec execution, CatalogStrategy? strategy, SizingAdvice? advice)
    {
        var section = fields.Section("sizing");
        var taken = execution.Preset == "house" && !section.Has("model") && !fields.Has("position_size") ? advice : null;
        var model = section.Word("model", taken?.Model ?? PresetModel(execution.Preset), Models);
        var sizing = new SizingSpec { Model = model };
        sizing = model switch
        {
            "volatility_target" => sizing with { Length = (int)(section.Whole("length", 2, 10_000) ?? sizing.Length) },
            "kelly" => sizing with
            {
                Caution = section.Number("caution", 0, 1, minExcluded: true) ?? sizing.Caution,
                Cap = section.Number("cap", 0, 100 * execution.Leverage, minExcluded: true) ?? sizing.Cap,
                MinimumTrades = (int)(section.Whole("minimum_trades", 1, 1_000_000) ?? sizing.MinimumTrades),
            },
            _ => sizing,
        };
        section.Finish();
        if (model == "risk_per_trade" && strategy is DefinedStrategy { Definition: { StopLoss: null, TrailingStop: null } })
        {
            section.Wrong("model", $"needs the distance of a stop, and {strategy.Info.Id} has none", new ScalarNode(ScalarKind.Text, model), "a strategy with stop_loss or trailing_stop, or another model");
        }

        var (usual, most) = Sizes(model, execution);
        return (sizing, fields.Number("position_size", 0, most, minExcluded: true) ?? taken?.PositionSize ?? usual);
    }

    private static string PresetModel(string preset) => preset switch
    {
        "house" => "fixed_notional",
        "backtrader" => "percent_equity",
        _ => "all_in",
    };

    /// <summary>The default and the largest position_size of a model.</summary>
    private static (double Usual, double Most) Sizes(string model, ExecutionSpec execution) => model switch
    {
        "percent_equity" => (execution.Preset == "backtrader" ? 95 : 100, 100 * execution.Leverage),
        "risk_per_trade" => (1, 100),
        "volatility_target" => (20, 1_000),
        "kelly" => (10, 100 * execution.Leverage),
        _ => (execution.Preset == "backtrader" ? 95 : 100, double.PositiveInfinity),
    };
}
