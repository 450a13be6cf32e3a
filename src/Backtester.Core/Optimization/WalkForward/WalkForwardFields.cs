using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>Reads and writes the object `walk_forward` of a spec.</summary>
internal static class WalkForwardFields
{
    private const int Most = 100_000_000;

    /// <summary>The settings in bars of the timeframe; null after a problem, or where the timeframe is not known.</summary>
    public static WalkForwardSettings? Read(FieldReader fields, Timeframe? timeframe)
    {
        var mode = fields.Word("mode", "rolling", [.. WalkForwardSettings.Modes]);
        var inSample = Bars(fields, "in_sample", timeframe, least: 1, otherwise: null);
        var outOfSample = Bars(fields, "out_of_sample", timeframe, least: 1, otherwise: null);
        var purge = Bars(fields, "purge", timeframe, least: 0, otherwise: 0);
        var embargo = Bars(fields, "embargo", timeframe, least: 0, otherwise: 0);
        fields.Finish();
        if (inSample is not { } searched || outOfSample is not { } traded || purge is not { } purged || embargo is not { } waited)
        {
            return null;
        }

        if (purged >= searched)
        {
            fields.Add(new(fields.PathOf("purge"), "leaves nothing to search", $"{purged} bars", $"under the {searched} bars of in_sample"));
            return null;
        }

        return new WalkForwardSettings { Mode = mode, InSample = searched, OutOfSample = traded, Purge = purged, Embargo = waited };
    }

    /// <summary>The document; it reads back as the same settings.</summary>
    public static JsonObject Write(WalkForwardSettings settings) => new()
    {
        ["mode"] = settings.Mode,
        ["in_sample"] = (double)settings.InSample,
        ["out_of_sample"] = (double)settings.OutOfSample,
        ["purge"] = (double)settings.Purge,
        ["embargo"] = (double)settings.Embargo,
    };

    private static int? Bars(FieldReader fields, string name, Timeframe? timeframe, int least, int? otherwise)
    {
        var text = fields.Text(name);
        if (text is null)
        {
            if (otherwise is null && !fields.Has(name))
            {
                fields.Add(new(fields.PathOf(name), "is missing", Allowed: BarLength.Allowed));
            }

            return otherwise;
        }

        if (!BarLength.TryParse(text, out var length))
        {
            fields.Add(new(fields.PathOf(name), "is not a length", $"\"{text}\"", BarLength.Allowed));
            return null;
        }

        if (timeframe is null)
        {
            return null;
        }

        if (length.Bars(timeframe.Milliseconds) is not { } bars)
        {
            fields.Add(new(fields.PathOf(name), "is not a whole number of bars", text, $"a multiple of {timeframe}"));
            return null;
        }

        if (bars < least || bars > Most)
        {
            fields.Add(new(fields.PathOf(name), "is out of range", $"{bars} bars", $"{least} to {Most} bars"));
            return null;
        }

        return (int)bars;
    }
}
