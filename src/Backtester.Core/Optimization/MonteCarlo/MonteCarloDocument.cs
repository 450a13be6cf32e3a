using System.Text.Json;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>Writes the answers: the one document of REST and `montecarlo --json`. An unknown number is null.</summary>
public static class MonteCarloDocument
{
    private static readonly string[] QuantileNames = ["p05", "p25", "p50", "p75", "p95"];

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, MonteCarloResult result)
    {
        writer.WriteStartObject();
        WriteId(writer, "backtest_id", result.Request.BacktestId);
        WriteId(writer, "optimization_id", result.Request.OptimizationId);
        writer.WriteNumber("seed", result.Request.Path.Seed);
        Write(writer, "path", result.Path, WritePath);
        Write(writer, "luck", result.Luck, WriteLuck);
        Write(writer, "execution", result.Execution, WriteExecution);
        writer.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter writer, string property, T? value, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (value is null)
        {
            writer.WriteNull(property);
            return;
        }

        writer.WriteStartObject(property);
        write(writer, value);
        writer.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter writer, PathRiskResult risk)
    {
        writer.WriteString("scheme", MonteCarloRequest.WordOf(risk.Settings.Scheme));
        writer.WriteNumber("paths", risk.Settings.Paths);
        writer.WriteNumber("steps", risk.Steps.Count);
        writer.WriteString("step", risk.Settings.Scheme == PathScheme.Days ? "day" : "trade");
        ResultDocument.WriteNumber(writer, "mean_block", risk.MeanBlock);
        writer.WriteString("sentence", risk.Sentence);
        writer.WriteNumber("ruin_at", risk.Settings.RuinAt);
        ResultDocument.WriteNumber(writer, "risk_of_ruin", risk.RuinProbability);
        writer.WriteStartObject("statistics");
        foreach (var distribution in risk.Distributions)
        {
            WriteDistribution(writer, distribution.Name, distribution);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("left_out");
        foreach (var (name, reason) in PathStatistics.LeftOutBy(risk.Settings.Scheme))
        {
            writer.WriteString(name, reason);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("fan");
        foreach (var slice in risk.Fan)
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", slice.Step);
            WriteQuantiles(writer, slice.Quantiles);
            ResultDocument.WriteNumber(writer, "realised", slice.Realised);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLuck(Utf8JsonWriter writer, LuckResult luck)
    {
        writer.WriteString("objective", luck.Objective);
        writer.WriteNumber("sets", luck.Sets);
        writer.WriteNumber("paths", luck.Settings.Paths);
        writer.WriteString("sentence", luck.Sentence);
        writer.WriteString("note", luck.Note);
        ResultDocument.WriteNumber(writer, "observed", luck.Observed);
        ResultDocument.WriteNumber(writer, "p_value", luck.PValue);
        writer.WriteStartObject("without_drift");
        ResultDocument.WriteNumber(writer, "observed", luck.WithoutDrift);
        ResultDocument.WriteNumber(writer, "p_value", luck.PValueWithoutDrift);
        writer.WriteEndObject();
        writer.WriteStartObject("drift");
        foreach (var (symbol, growth) in luck.Drift)
        {
            ResultDocument.WriteNumber(writer, symbol, growth);
        }

        writer.WriteEndObject();
        WriteDistribution(writer, "distribution", luck.Distribution);
        writer.WriteStartArray("values");
        foreach (var value in luck.Values)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteExecution(Utf8JsonWriter writer, ExecutionResult execution)
    {
        writer.WriteNumber("paths", execution.Settings.Paths);
        writer.WriteString("sentence", execution.Sentence);
        writer.WriteStartArray("scenarios");
        foreach (var row in execution.Rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Scenario.Name);
            writer.WriteNumber("slippage", row.Scenario.Slippage);
            writer.WriteNumber("missed", row.Scenario.Missed);
            writer.WriteNumber("delay", row.Scenario.Delay);
            writer.WriteNumber("fees", row.Scenario.Fees);
            writer.WriteNumber("runs", row.Runs);
            writer.WriteNumber("loss_share", row.LossShare);
            foreach (var metric in row.Metrics)
            {
                WriteDistribution(writer, metric.Name, metric);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDistribution(Utf8JsonWriter writer, string property, PathDistribution distribution)
    {
        writer.WriteStartObject(property);
        ResultDocument.WriteNumber(writer, "realised", distribution.Realised);
        ResultDocument.WriteNumber(writer, "mean", distribution.Mean);
        WriteQuantiles(writer, distribution.Quantiles);
        ResultDocument.WriteNumber(writer, "at_most_realised", distribution.AtMostRealised);
        writer.WriteEndObject();
    }

    private static void WriteQuantiles(Utf8JsonWriter writer, IReadOnlyList<double> quantiles)
    {
        for (var i = 0; i < QuantileNames.Length; i++)
        {
            ResultDocument.WriteNumber(writer, QuantileNames[i], quantiles[i]);
        }
    }

    private static void WriteId(Utf8JsonWriter writer, string property, long? id)
    {
        if (id is { } known)
        {
            writer.WriteNumber(property, known);
        }
        else
        {
            writer.WriteNull(property);
        }
    }
}
