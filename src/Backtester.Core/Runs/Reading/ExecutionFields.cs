using Backtester.Core.Engine;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads execution and sizing; what is not written comes from the preset.</summary>
internal static class ExecutionFields
{
    private const string House = "house";

    public static ExecutionSpec ReadExecution(FieldReader fields)
    {
        var preset = fields.Word("preset", House, [.. Conventions.Presets.Keys]);
        var conventions = Conventions.Presets[preset];
        var presetFill = conventions.Fill == FillTime.SameClose ? "same_close" : "next_open";
        var fill = fields.Word("fill", presetFill, ["next_open", "same_close"]);
        var intrabar = fields.Word("intrabar", "stop_first", ["stop_first", "target_first", "nearest_extreme"]);
        if (preset != House)
        {
            Contradicts(fields, "fill", fill, presetFill, preset);
            Contradicts(fields, "intrabar", intrabar, "stop_first", preset);
        }

        var spec = new ExecutionSpec
        {
            Preset = preset,
            Fill = fill,
            Intrabar = intrabar,
            Fees = ReadFees(fields.Section("fees")),
            Slippage = ReadSlippage(fields.Section("slippage"), preset == House ? "bps" : "none"),
            Leverage = fields.Number("leverage", 1, 1) ?? 1,
        };
        fields.Finish();
        return spec;
    }

    public static SizingSpec ReadSizing(FieldReader fields, string preset, out double positionSize)
    {
        var section = fields.Section("sizing");
        var (model, size) = preset switch
        {
            House => ("fixed_notional", 100d),
            "backtrader" => ("percent_equity", 95d),
            _ => ("all_in", 100d),
        };
        model = section.Word("model", model, ["fixed_notional", "fixed_quantity", "percent_equity", "all_in"]);
        section.Finish();
        var most = model == "percent_equity" ? 100 : double.PositiveInfinity;
        positionSize = fields.Number("position_size", 0, most, minExcluded: true) ?? size;
        return new SizingSpec { Model = model };
    }

    private static FeesSpec ReadFees(FieldReader fields)
    {
        var model = fields.Word("model", "percent", ["percent", "zero"]);
        var otherwise = model == "zero" ? 0 : 0.001;
        var most = model == "zero" ? 0 : 0.1;
        var fees = new FeesSpec
        {
            Model = model,
            Maker = fields.Number("maker", 0, most) ?? otherwise,
            Taker = fields.Number("taker", 0, most) ?? otherwise,
        };
        fields.Finish();
        return fees;
    }

    private static SlippageSpec ReadSlippage(FieldReader fields, string otherwise)
    {
        var model = fields.Word("model", otherwise, ["none", "bps"]);
        var most = model == "none" ? 0 : 1_000;
        var usual = model == "none" ? 0 : 5;
        var slippage = new SlippageSpec
        {
            Model = model,
            Market = fields.Number("market", 0, most) ?? usual,
            Stop = fields.Number("stop", 0, most) ?? usual,
            Limit = fields.Number("limit", 0, most) ?? 0,
        };
        fields.Finish();
        return slippage;
    }

    private static void Contradicts(FieldReader fields, string name, string got, string allowed, string preset)
    {
        if (got != allowed)
        {
            fields.Wrong(name, $"contradicts the preset {preset}", new ScalarNode(ScalarKind.Text, got), allowed);
        }
    }
}
