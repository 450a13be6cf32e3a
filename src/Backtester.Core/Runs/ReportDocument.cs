using System.Globalization;
using System.Text.Json;
using Backtester.Core.Analysis;
using Backtester.Core.Analysis.Parity;
using Backtester.Core.Market.Quality;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>Writes a run's report (docs/api.md): what `GET /api/backtest/results/{id}/report` and `backtest report --json` give.</summary>
public static class ReportDocument
{
    /// <summary>Writes one JSON object; unknown numbers are null.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The report.</param>
    /// <param name="id">The stored run.</param>
    public static void Write(Utf8JsonWriter writer, RunReport report, long id)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteString("adequacy", report.Adequacy);
        WriteIntervals(writer, report);
        ResultDocument.WriteMetrics(writer, "benchmark", report.Benchmark);
        WriteRandomEntries(writer, report.RandomEntries);
        writer.WriteStartObject("breakdowns");
        foreach (var (by, rows) in report.Breakdowns)
        {
            WriteBreakdown(writer, Words.Of(by), rows);
        }

        writer.WriteEndObject();
        WritePeriods(writer, "monthly_returns", report.Monthly);
        WritePeriods(writer, "yearly_returns", report.Yearly);
        WriteDrawdowns(writer, report.Drawdowns);
        WriteDays(writer, report);
        WriteDoubtful(writer, report.Doubtful);
        writer.WriteStartObject("parity");
        foreach (var (tool, metrics) in report.Parity)
        {
            writer.WriteStartObject(tool);
            writer.WriteString("difference", ParityLens.Differences.GetValueOrDefault(tool));
            ResultDocument.WriteMetrics(writer, "metrics", metrics);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteDoubtful(Utf8JsonWriter writer, DoubtfulTrades doubtful)
    {
        writer.WriteStartObject("doubtful");
        writer.WriteNumber("count", doubtful.Trades.Count);
        ResultDocument.WriteNumber(writer, "profit_loss", doubtful.Profit);
        ResultDocument.WriteNumber(writer, "share_percentage", doubtful.SharePercent);
        writer.WriteStartArray("trades");
        foreach (var (index, doubt) in doubtful.Trades)
        {
            writer.WriteStartObject();
            writer.WriteNumber("trade", index);
            writer.WriteStartArray("reasons");
            foreach (var reason in Enum.GetValues<CandleDoubt>().Where(d => d != CandleDoubt.None && doubt.HasFlag(d)))
            {
                writer.WriteStringValue(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString()));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteIntervals(Utf8JsonWriter writer, RunReport report)
    {
        writer.WriteStartObject("confidence");
        writer.WriteNumber("level", 0.95);
        writer.WriteNumber("paths", RunReport.Paths);
        writer.WriteStartObject("intervals");
        foreach (var interval in report.Intervals)
        {
            writer.WriteStartObject(interval.Metric);
            ResultDocument.WriteNumber(writer, "low", interval.Low);
            ResultDocument.WriteNumber(writer, "high", interval.High);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteRandomEntries(Utf8JsonWriter writer, RandomEntryResult random)
    {
        writer.WriteStartObject("random_entries");
        writer.WriteNumber("positions", random.Positions);
        ResultDocument.WriteNumber(writer, "mean_return", random.MeanReturn);
        ResultDocument.WriteNumber(writer, "random_mean", random.RandomMean);
        ResultDocument.WriteNumber(writer, "random_low", random.RandomLow);
        ResultDocument.WriteNumber(writer, "random_high", random.RandomHigh);
        ResultDocument.WriteNumber(writer, "p_value", random.PValue);
        writer.WriteString("note", random.Note);
        writer.WriteEndObject();
    }

    private static void WriteBreakdown(Utf8JsonWriter writer, string by, IReadOnlyList<BreakdownRow> rows)
    {
        writer.WriteStartArray(by);
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("key", row.Key);
            writer.WriteNumber("trades", row.Statistics.Count);
            writer.WriteNumber("winning_trades", row.Statistics.Wins);
            ResultDocument.WriteNumber(writer, "win_rate", 100 * row.Statistics.WinRate);
            ResultDocument.WriteNumber(writer, "profit_loss", row.Statistics.Total);
            ResultDocument.WriteNumber(writer, "profit_factor", row.Statistics.ProfitFactor);
            ResultDocument.WriteNumber(writer, "expectancy", row.Statistics.Expectancy);
            ResultDocument.WriteNumber(writer, "fees", row.Fees);
            ResultDocument.WriteNumber(writer, "average_duration_seconds", row.AverageDurationSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePeriods(Utf8JsonWriter writer, string property, IReadOnlyList<PeriodReturn> periods)
    {
        writer.WriteStartArray(property);
        foreach (var period in periods)
        {
            writer.WriteStartObject();
            writer.WriteNumber("year", period.Year);
            if (period.Month > 0)
            {
                writer.WriteNumber("month", period.Month);
            }

            ResultDocument.WriteNumber(writer, "return", period.Return);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDrawdowns(Utf8JsonWriter writer, IReadOnlyList<DrawdownEpisode> drawdowns)
    {
        writer.WriteStartArray("drawdowns");
        foreach (var episode in drawdowns)
        {
            writer.WriteStartObject();
            writer.WriteString("peak", IsoTime.Format(episode.PeakMs));
            writer.WriteString("trough", IsoTime.Format(episode.TroughMs));
            writer.WriteString("recovery", episode.RecoveryMs is { } recovery ? IsoTime.Format(recovery) : null);
            ResultDocument.WriteNumber(writer, "depth", -episode.Depth);
            ResultDocument.WriteNumber(writer, "money", -episode.Money);
            ResultDocument.WriteNumber(writer, "duration_seconds", episode.DurationSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDays(Utf8JsonWriter writer, RunReport report)
    {
        writer.WriteNumber("rolling_days", report.RollingDays);
        writer.WriteStartArray("days");
        for (var day = 0; day < report.Daily.Count; day++)
        {
            writer.WriteStartObject();
            writer.WriteString("day", DateTime.UnixEpoch.AddMilliseconds(report.Daily.DayMs[day]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            ResultDocument.WriteNumber(writer, "equity", report.Daily.Equity[day]);
            ResultDocument.WriteNumber(writer, "return", report.Daily.Returns[day]);
            ResultDocument.WriteNumber(writer, "benchmark", report.BenchmarkEquity.Length == 0 ? double.NaN : report.BenchmarkEquity[day]);
            ResultDocument.WriteNumber(writer, "rolling_sharpe", report.RollingSharpe[day]);
            ResultDocument.WriteNumber(writer, "rolling_volatility", report.RollingVolatility[day]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
