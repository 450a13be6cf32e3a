using Backtester.Core.Engine.Models.Spreads;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads execution.slippage.</summary>
internal static class SlippageFields
{
    /// <summary>The model and its numbers.</summary>
    /// <param name="fields">The section.</param>
    /// <param name="otherwise">The model where none is written.</param>
    public static SlippageSpec Read(FieldReader fields, string otherwise)
    {
        var model = fields.Word("model", otherwise, ["none", "bps", "ticks", "atr", "volume_share", "spread"]);
        var slippage = model switch
        {
            "none" => ReadByOrderType(fields, model, 0, 0),
            "ticks" => ReadByOrderType(fields, model, 1, 1_000),
            "atr" => ReadByOrderType(fields, model, 0.1, 10) with { Length = ReadLength(fields, 14) },
            "volume_share" => new SlippageSpec { Model = model, Impact = fields.Number("impact", 0, 10) ?? 1, Length = ReadLength(fields, 14) },
            "spread" => new SlippageSpec
            {
                Model = model,
                Estimator = fields.Word("estimator", SpreadEstimators.Default, [.. SpreadEstimators.All.Keys]),
                Share = fields.Number("share", 0, 1) ?? 0.5,
                Length = ReadLength(fields, 24),
            },
            _ => ReadByOrderType(fields, model, 5, 1_000),
        };
        fields.Finish();
        return slippage;
    }

    private static SlippageSpec ReadByOrderType(FieldReader fields, string model, double usual, double most) => new()
    {
        Model = model,
        Market = fields.Number("market", 0, most) ?? usual,
        Stop = fields.Number("stop", 0, most) ?? usual,
        Limit = fields.Number("limit", 0, most) ?? 0,
    };

    private static int ReadLength(FieldReader fields, int usual) => (int)(fields.Whole("length", 1, 10_000) ?? usual);
}
