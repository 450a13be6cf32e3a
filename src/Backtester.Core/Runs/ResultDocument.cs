using System.Text.Json;
using Backtester.Core.Analysis;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>How much of the equity curve a document holds.</summary>
public enum EquityDetail
{
    /// <summary>The last bar of each UTC day.</summary>
    Daily,

    /// <summary>Every bar.</summary>
    Full,

    /// <summary>None.</summary>
    None,
}

/// <summary>Writes the result document (docs/api.md): what REST answers and `backtest run --json` prints.</summary>
public static class ResultDocument
{
    private const long DayMs = 86_400_000;

    /// <summary>Writes one JSON object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="result">The run.</param>
    /// <param name="id">The stored id.</param>
    /// <param name="status">PENDING, RUNNING, COMPLETED, FAILED or CANCELLED.</param>
    /// <param name="equity">How much of the curve.</param>
    /// <param name="cached">True where the run was stored already and not run again.</param>
    /// <param name="notes">The user's words about it.</param>
    /// <param name="tags">The user's tags; null for none.</param>
    public static void Write(
        Utf8JsonWriter writer,
        RunResult result,
        long id,
        string status,
        EquityDetail equity = EquityDetail.Daily,
        bool cached = false,
        string notes = "",
        IReadOnlyList<string>? tags = null)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteString("name", result.Plan.Spec.Name);
        WriteLabels(writer, notes, tags ?? []);
        writer.WriteString("status", status);
        writer.WriteBoolean("cached", cached);
        writer.WriteBoolean("synthetic", result.Plan.Synthetic);
        writer.WriteString("fingerprint", result.Plan.Fingerprint);
        writer.WriteString("result_hash", result.ResultHash);
        writer.WritePropertyName("spec");
        SpecDocument.Write(result.Plan.Spec).WriteTo(writer);
        WriteMetrics(writer, "metrics", result.Metrics);
        WriteNotes(writer, result.Metrics);
        WriteCosts(writer, result.Trades, result.Plan.Spec.Execution.Margin?.LiquidationFee ?? 0);
        writer.WriteStartArray("warnings");
        foreach (var warning in result.Warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("refusals");
        foreach (var (reason, count) in result.Refusals)
        {
            writer.WriteNumber(reason, count);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("ambiguity");
        writer.WriteNumber("bars", result.Ambiguity.Bars);
        WriteNumber(writer, "low", result.Ambiguity.Low);
        WriteNumber(writer, "high", result.Ambiguity.High);
        writer.WriteEndObject();
        writer.WriteStartObject("parity");
        foreach (var (tool, metrics) in result.Parity)
        {
            WriteMetrics(writer, tool, metrics);
        }

        writer.WriteEndObject();
        WriteStrategies(writer, result.Strategies);
        WriteCurve(writer, result.Curve, equity);
        WriteTrades(writer, result.Trades);
        writer.WriteEndObject();
    }

    /// <summary>Writes the properties "notes" and "tags", which are the user's and part of no hash.</summary>
    public static void WriteLabels(Utf8JsonWriter writer, string notes, IEnumerable<string> tags)
    {
        writer.WriteString("notes", notes);
        writer.WriteStartArray("tags");
        foreach (var tag in tags)
        {
            writer.WriteStringValue(tag);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the property "trades": a list in order of exit, open positions last.</summary>
    public static void WriteTrades(Utf8JsonWriter writer, IEnumerable<Trade> trades)
    {
        writer.WriteStartArray("trades");
        foreach (var trade in trades)
        {
            WriteTrade(writer, trade);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the property "equity_curve" from whole columns.</summary>
    public static void WriteCurve(Utf8JsonWriter writer, EquityCurve curve, EquityDetail detail)
    {
        writer.WriteStartArray("equity_curve");
        var peak = curve.InitialEquity;
        for (var i = 0; i < curve.Count && detail != EquityDetail.None; i++)
        {
            peak = Math.Max(peak, curve.Equity[i]);
            var lastOfDay = i == curve.Count - 1 || curve.TimeMs[i] / DayMs != curve.TimeMs[i + 1] / DayMs;
            if (detail == EquityDetail.Full || lastOfDay)
            {
                writer.WriteStartObject();
                writer.WriteString("time", IsoTime.Format(curve.TimeMs[i]));
                WriteNumber(writer, "equity", curve.Equity[i]);
                WriteNumber(writer, "cash", curve.Cash[i]);
                WriteNumber(writer, "drawdown", curve.Equity[i] == peak ? 0 : 1 - (curve.Equity[i] / peak));
                writer.WriteNumber("open_positions", curve.OpenPositions[i]);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes metrics as an object; unknown ones are null.</summary>
    public static void WriteMetrics(Utf8JsonWriter writer, string property, MetricSet metrics)
    {
        writer.WriteStartObject(property);
        foreach (var (name, value) in metrics.Values)
        {
            WriteNumber(writer, name, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the property "metric_notes": why a metric is unknown.</summary>
    public static void WriteNotes(Utf8JsonWriter writer, MetricSet metrics)
    {
        writer.WriteStartObject("metric_notes");
        foreach (var (name, note) in metrics.Notes)
        {
            writer.WriteString(name, note);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the property "costs": what the result lost to fees, slippage, funding and liquidations.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="trades">The trades; the fees of liquidated ones hold the fee of the liquidation.</param>
    /// <param name="liquidationFee">Fee of a liquidation, a fraction of its value.</param>
    public static void WriteCosts(Utf8JsonWriter writer, IReadOnlyList<Trade> trades, double liquidationFee = 0)
    {
        var liquidation = trades.Where(t => t.ExitReason == ExitReason.Liquidation).Sum(t => t.Quantity * t.ExitPrice * liquidationFee);
        var (fees, slippage, funding) = (trades.Sum(t => t.Fees) - liquidation, trades.Sum(t => t.Slippage), -trades.Sum(t => t.Funding));
        writer.WriteStartObject("costs");
        WriteNumber(writer, "fees", fees);
        WriteNumber(writer, "slippage", slippage);
        WriteNumber(writer, "funding", funding + 0);
        WriteNumber(writer, "liquidation", liquidation);
        WriteNumber(writer, "total", fees + slippage + funding + liquidation);
        writer.WriteEndObject();
    }

    /// <summary>Writes the property "strategies": what each of several brought; an empty list where there is one.</summary>
    private static void WriteStrategies(Utf8JsonWriter writer, IReadOnlyList<StrategyAttribution> strategies)
    {
        writer.WriteStartArray("strategies");
        foreach (var strategy in strategies)
        {
            writer.WriteStartObject();
            writer.WriteString("name", strategy.Name);
            WriteNumber(writer, "weight", strategy.Weight);
            writer.WriteNumber("total_trades", strategy.Trades);
            WriteNumber(writer, "win_rate", strategy.WinRate);
            WriteNumber(writer, "profit_loss", strategy.ProfitLoss);
            WriteNumber(writer, "final_equity", strategy.FinalEquity);
            WriteNumber(writer, "sharpe_ratio", strategy.SharpeRatio);
            writer.WriteStartObject("correlation");
            foreach (var (name, value) in strategy.Correlation)
            {
                WriteNumber(writer, name, value);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTrade(Utf8JsonWriter writer, Trade trade)
    {
        writer.WriteStartObject();
        writer.WriteString("symbol", trade.Symbol);
        writer.WriteString("strategy", trade.Strategy);
        writer.WriteString("direction", Words.Of(trade.Direction));
        WriteNumber(writer, "quantity", trade.Quantity);
        WriteNumber(writer, "entry_price", trade.EntryPrice);
        WriteNumber(writer, "exit_price", trade.ExitPrice);
        writer.WriteString("opened_at", IsoTime.Format(trade.OpenedAtMs));
        writer.WriteString("closed_at", trade.ClosedAtMs is { } closed ? IsoTime.Format(closed) : null);
        WriteNumber(writer, "duration_seconds", trade.ClosedAtMs is { } end ? (end - trade.OpenedAtMs) / 1000.0 : double.NaN);
        WriteNumber(writer, "bars_held", trade.BarsHeld ?? double.NaN);
        WriteNumber(writer, "fees", trade.Fees);
        WriteNumber(writer, "slippage", trade.Slippage);
        WriteNumber(writer, "funding", trade.Funding);
        WriteNumber(writer, "profit_loss", trade.ProfitLoss);
        WriteNumber(writer, "profit_loss_percentage", trade.ProfitLossPercentage);
        writer.WriteString("exit_reason", Words.Of(trade.ExitReason));
        writer.WriteString("entry_order", Words.Of(trade.EntryOrder));
        WriteNumber(writer, "initial_stop", trade.InitialStop);
        WriteNumber(writer, "r_multiple", trade.RMultiple);
        WriteNumber(writer, "mae", trade.Mae);
        WriteNumber(writer, "mfe", trade.Mfe);
        WriteNumber(writer, "confidence", trade.Confidence);
        writer.WriteStartObject("signal_indicators");
        foreach (var (name, value) in trade.SignalIndicators)
        {
            WriteNumber(writer, name, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A number, null where it is unknown; zero has no sign, for databases do not keep one.</summary>
    internal static void WriteNumber(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value == 0 ? 0 : value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
