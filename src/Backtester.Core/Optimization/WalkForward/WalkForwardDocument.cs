using System.Text.Json;
using Backtester.Core.Analysis;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>Writes the result of a walk-forward: the one document of REST and `walkforward run --json`. An unknown number is null.</summary>
public static class WalkForwardDocument
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="result">What.</param>
    /// <param name="equity">How much of the stitched curve.</param>
    public static void Write(Utf8JsonWriter writer, WalkForwardResult result, EquityDetail equity = EquityDetail.Daily)
    {
        writer.WriteStartObject();
        WriteProperties(writer, result, equity);
        writer.WriteEndObject();
    }

    /// <summary>Writes its properties into an object that the caller begins and ends.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, WalkForwardResult result, EquityDetail equity)
    {
        var (plan, objective) = (result.Plan, result.Plan.Search.Settings.Objective);
        writer.WriteString("name", plan.Search.Base.Spec.Name);
        writer.WriteString("fingerprint", plan.Fingerprint);
        writer.WriteString("result_hash", result.ResultHash);
        WriteSettings(writer, plan.Settings);
        writer.WriteString("objective", objective);
        writer.WriteNumber("trials", result.Trials);
        writer.WriteNumber("bars", plan.Bars);
        writer.WriteNumber("unused_bars", plan.UnusedBars);
        writer.WriteString("sentence", result.Sentence);
        WriteNumber(writer, "in_sample_annual_return", result.InSample?.Annual * 100);
        WriteNumber(writer, "out_of_sample_annual_return", result.OutOfSample.Annual * 100);
        WriteNumber(writer, "efficiency", result.Efficiency);
        writer.WriteString("efficiency_note", result.EfficiencyNote);
        WriteNumber(writer, "degradation", result.Degradation);
        writer.WriteNumber("profitable_windows", result.ProfitableWindows);
        writer.WriteStartArray("windows");
        foreach (var window in result.Windows)
        {
            WriteWindow(writer, window, objective);
        }

        writer.WriteEndArray();
        ResultDocument.WriteMetrics(writer, "metrics", result.Metrics);
        ResultDocument.WriteCurve(writer, result.Curve, equity);
        ResultDocument.WriteTrades(writer, result.Trades);
    }

    private static void WriteSettings(Utf8JsonWriter writer, WalkForwardSettings settings)
    {
        writer.WriteStartObject("walk_forward");
        writer.WriteString("mode", settings.Mode);
        writer.WriteNumber("in_sample", settings.InSample);
        writer.WriteNumber("out_of_sample", settings.OutOfSample);
        writer.WriteNumber("purge", settings.Purge);
        writer.WriteNumber("embargo", settings.Embargo);
        writer.WriteEndObject();
    }

    /// <summary>Writes a window.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="result">What.</param>
    /// <param name="objective">The metric that was to be best.</param>
    public static void WriteWindow(Utf8JsonWriter writer, WindowResult result, string objective)
    {
        var window = result.Window;
        writer.WriteStartObject();
        writer.WriteNumber("number", window.Number);
        writer.WriteString("in_sample_start", IsoTime.Format(window.InSample.StartMs));
        writer.WriteString("in_sample_end", IsoTime.Format(window.InSample.EndMs));
        writer.WriteNumber("in_sample_bars", window.InSampleBars);
        writer.WriteString("out_of_sample_start", IsoTime.Format(window.OutOfSample.StartMs));
        writer.WriteString("out_of_sample_end", IsoTime.Format(window.OutOfSample.EndMs));
        writer.WriteNumber("out_of_sample_bars", window.OutOfSampleBars);
        writer.WriteNumber("completed", result.Measured);
        writer.WriteNumber("failed", result.Trials - result.Measured);
        WriteNumbers(writer, "params", result.Chosen?.Parameters);
        WriteNumbers(writer, "in_sample", result.Chosen?.Metrics);
        WriteNumbers(writer, "out_of_sample", result.Metrics is { } metrics ? Trial.Table(metrics) : null);
        WriteNumber(writer, "objective_in_sample", result.Chosen is { } chosen ? Value(objective, chosen.Score) : null);
        WriteNumber(writer, "objective_out_of_sample", result.Metrics?[objective]);
        WriteNumber(writer, "in_sample_annual_return", result.InSample?.Annual * 100);
        WriteNumber(writer, "out_of_sample_annual_return", result.OutOfSample.Annual * 100);
        WriteNumber(writer, "efficiency", result.Efficiency);
        writer.WriteString("efficiency_note", result.EfficiencyNote);
        WriteNumber(writer, "degradation", result.Degradation);
        writer.WriteString("note", result.Note);
        writer.WriteEndObject();
    }

    /// <summary>A score is turned so that higher is better; the metric is not.</summary>
    private static double Value(string objective, double score) =>
        MetricCatalog.Find(objective)?.Preference == MetricPreference.Lower ? -score : score;

    private static void WriteNumbers(Utf8JsonWriter writer, string property, IReadOnlyDictionary<string, double>? values)
    {
        if (values is null)
        {
            writer.WriteNull(property);
            return;
        }

        writer.WriteStartObject(property);
        foreach (var (name, value) in values)
        {
            WriteNumber(writer, name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string property, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            writer.WriteNumber(property, known);
        }
        else
        {
            writer.WriteNull(property);
        }
    }
}
