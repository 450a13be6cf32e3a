using Backtester.Core.Engine;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads execution; what is not written comes from the preset.</summary>
internal static class ExecutionFields
{
    private const string House = "house";

    public static ExecutionSpec ReadExecution(FieldReader fields)
    {
        var preset = fields.Word("preset", House, [.. Conventions.Presets.Keys]);
        var conventions = Conventions.Presets[preset];
        var presetFill = conventions.Fill == FillTime.SameClose ? "same_close" : "next_open";
        var fill = fields.Word("fill", presetFill, ["next_open", "same_close"]);
        var intrabar = fields.Word("intrabar", "stop_first", ["stop_first", "target_first", "nearest_extreme", "lower_timeframe"]);
        if (preset != House)
        {
            Contradicts(fields, "fill", fill, presetFill, preset);
            Contradicts(fields, "intrabar", intrabar, "stop_first", preset);
        }

        var (leverage, margin) = MarginFields.ReadMargin(fields, preset);
        var spec = new ExecutionSpec
        {
            Preset = preset,
            Fill = fill,
            Intrabar = intrabar,
            Fees = FeesFields.Read(fields.Section("fees")),
            Slippage = SlippageFields.Read(fields.Section("slippage"), preset == House ? "bps" : "none"),
            Leverage = leverage,
            Margin = margin,
            VolumeLimit = MarginFields.ReadVolumeLimit(fields, preset),
            Rounding = MarginFields.ReadRounding(fields),
        };
        fields.Finish();
        if (spec.Slippage.Model == "ticks" && !(spec.Rounding?.Tick > 0) && spec.Rounding is not ({ FromExchange: true } or { Symbols.Count: > 0 }))
        {
            fields.Wrong("slippage.model", "needs the size of a tick", new ScalarNode(ScalarKind.Text, "ticks"), "execution.rounding.tick above 0, or another model");
        }

        return spec;
    }

    private static void Contradicts(FieldReader fields, string name, string got, string allowed, string preset)
    {
        if (got != allowed)
        {
            fields.Wrong(name, $"contradicts the preset {preset}", new ScalarNode(ScalarKind.Text, got), allowed);
        }
    }
}
