using System.Text.Json;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>Writes the result of a cross-validation: the one document of REST and `crossvalidate run --json`. An unknown number is null.</summary>
public static class CrossValidationDocument
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, CrossValidationResult result)
    {
        var plan = result.Plan;
        writer.WriteStartObject();
        writer.WriteString("name", plan.Search.Base.Spec.Name);
        writer.WriteString("fingerprint", plan.Fingerprint);
        writer.WriteStartObject("cross_validation");
        writer.WriteNumber("groups", plan.Settings.Groups);
        writer.WriteNumber("test_groups", plan.Settings.TestGroups);
        writer.WriteNumber("purge", plan.Settings.Purge);
        writer.WriteNumber("embargo", plan.Settings.Embargo);
        writer.WriteEndObject();
        writer.WriteNumber("bars", plan.Bars);
        writer.WriteNumber("days", plan.Days);
        writer.WriteNumber("purge_days", plan.PurgeDays);
        writer.WriteNumber("embargo_days", plan.EmbargoDays);
        writer.WriteNumber("trials", result.Trials);
        writer.WriteNumber("compared", result.Compared);
        writer.WriteString("sentence", result.Sentence);
        WriteDistribution(writer, result);
        ResultDocument.WriteNumber(writer, "share_below_zero", result.ShareBelowZero);
        ResultDocument.WriteNumber(writer, "in_sample_sharpe_ratio", result.InSample);
        ResultDocument.WriteNumber(writer, "out_of_sample_sharpe_ratio", result.OutOfSample);
        ResultDocument.WriteNumber(writer, "degradation", result.Degradation);
        WriteParameters(writer, "best_params", result.Best);
        writer.WriteStartArray("paths");
        foreach (var path in result.Paths)
        {
            writer.WriteStartObject();
            ResultDocument.WriteNumber(writer, "sharpe_ratio", path.Sharpe);
            ResultDocument.WriteNumber(writer, "total_return", path.TotalReturn);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("splits");
        foreach (var split in result.Splits)
        {
            WriteSplit(writer, split);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteDistribution(Utf8JsonWriter writer, CrossValidationResult result)
    {
        var sharpe = result.Sharpe;
        writer.WriteStartObject("sharpe_ratio");
        ResultDocument.WriteNumber(writer, "best_in_sample", sharpe.Realised);
        ResultDocument.WriteNumber(writer, "mean", sharpe.Mean);
        ResultDocument.WriteNumber(writer, "p05", sharpe.Low);
        ResultDocument.WriteNumber(writer, "p25", sharpe.LowerQuartile);
        ResultDocument.WriteNumber(writer, "p50", sharpe.Median);
        ResultDocument.WriteNumber(writer, "p75", sharpe.UpperQuartile);
        ResultDocument.WriteNumber(writer, "p95", sharpe.High);
        writer.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter writer, SplitResult split)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("test_groups");
        foreach (var group in split.TestGroups)
        {
            writer.WriteNumberValue(group + 1);
        }

        writer.WriteEndArray();
        writer.WriteNumber("training_days", split.TrainingDays);
        WriteParameters(writer, "params", split.Chosen);
        ResultDocument.WriteNumber(writer, "in_sample_sharpe_ratio", split.InSample);
        ResultDocument.WriteNumber(writer, "out_of_sample_sharpe_ratio", split.OutOfSample);
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, string property, Trial? trial)
    {
        if (trial is null)
        {
            writer.WriteNull(property);
            return;
        }

        writer.WriteStartObject(property);
        foreach (var (name, value) in trial.Parameters)
        {
            writer.WriteNumber(name, value);
        }

        writer.WriteEndObject();
    }
}
