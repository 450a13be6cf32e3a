using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Shared;
using Backtester.Core.Analysis;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.HtmlReports;

/// <summary>The parts of the file below its head.</summary>
internal static class ReportSections
{
    /// <summary>More trades than this make a file that browsers open slowly.</summary>
    public const int MostTrades = 20_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Headline = ["roi", "total_profit_loss", "max_drawdown_percentage", "sharpe_ratio", "sortino_ratio", "win_rate", "profit_factor", "total_trades"];

    /// <summary>The figures that people look at first, each with the range that chance leaves it and the benchmark's.</summary>
    public static void Tiles(TextWriter writer, MetricSet metrics, RunReport report)
    {
        writer.Write("<div class=\"tiles\">");
        foreach (var name in Headline)
        {
            var (card, value) = (MetricCard.Of(name), metrics[name]);
            writer.Write($"<div data-metric=\"{name}\">{HtmlText.Of(card.Label)}<b>{(card.Toned ? HtmlText.Toned(value, card.Write(value)) : HtmlText.Of(card.Write(value)))}</b>");
            writer.Write($"<small>{HtmlText.Of(Between(name, card, report) ?? metrics.Notes.GetValueOrDefault(name))}</small>");
            if (report.Benchmark.Values.Any(b => b.Key == name && double.IsFinite(b.Value)))
            {
                writer.Write($"<small>{HtmlText.Of($"{report.BenchmarkName}: {card.Write(report.Benchmark[name])}")}</small>");
            }

            writer.Write("</div>");
        }

        writer.Write("</div>\n");
    }

    /// <summary>A row a year, a cell a month, on a colour that grows with its return.</summary>
    public static void Months(TextWriter writer, RunReport report)
    {
        var scale = report.Monthly.Select(m => Math.Abs(m.Return)).Where(double.IsFinite).Append(0.01).Max();
        var months = Enumerable.Range(1, 12).Select(m => "#" + CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(m));
        writer.Write("<div data-part=\"months\">");
        HtmlText.Table(writer, "Return of each calendar month and year, UTC, percent", ["Year", .. months, "#Year"], report.Yearly.Select(y => (string[])
        [
            $"{y.Year}",
            .. Enumerable.Range(1, 12).Select(m => Cell(report.Monthly.Where(p => p.Year == y.Year && p.Month == m).Select(p => p.Return).DefaultIfEmpty(double.NaN).First(), scale)),
            Cell(y.Return, scale * 3),
        ]));
        writer.Write("</div>");
    }

    /// <summary>The deepest stretches under water.</summary>
    public static void Drawdowns(TextWriter writer, RunReport report) => HtmlText.Table(
        writer,
        "The deepest falls below the highest equity so far",
        ["#Depth", "#Money", "From", "Lowest", "Recovered", "#Length"],
        report.Drawdowns.Select(d => (string[])[Format.Percent(-100 * d.Depth), Format.Number(-d.Money), Format.Day(d.PeakMs), Format.Day(d.TroughMs), d.RecoveryMs is { } back ? Format.Day(back) : "not yet", Format.Duration(d.DurationSeconds)]));

    /// <summary>Every metric with its definition.</summary>
    public static void Metrics(TextWriter writer, MetricSet metrics) => HtmlText.Table(
        writer,
        "All metrics",
        ["Metric", "#Value", "What it is"],
        metrics.Values.Select(m => (MetricCard.Of(m.Key), m)).Select(m => (string[])[HtmlText.Of(m.Item1.Label), HtmlText.Of(m.Item1.Write(m.m.Value)), HtmlText.Of(double.IsFinite(m.m.Value) ? m.Item1.Formula : metrics.Notes.GetValueOrDefault(m.m.Key, m.Item1.Formula))]));

    /// <summary>The trades in order of exit.</summary>
    public static void Trades(TextWriter writer, IReadOnlyList<Trade> trades)
    {
        if (trades.Count > MostTrades)
        {
            writer.Write($"<p>The first {Format.Count(MostTrades)} of {Format.Count(trades.Count)} trades.</p>");
        }

        HtmlText.Table(
            writer,
            "Trades in order of exit; times are UTC",
            ["#No.", "Symbol", "Side", "Opened", "Closed", "#Quantity", "#Entry", "#Exit", "#Fees", "#Profit / loss", "#%", "Exit by"],
            trades.Take(MostTrades).Select((t, i) => (string[])
            [
                $"{i + 1}", HtmlText.Of(t.Symbol), t.Direction == Direction.Long ? "Long" : "Short", Format.Time(t.OpenedAtMs), Format.Time(t.ClosedAtMs), Format.Quantity(t.Quantity), Format.Price(t.EntryPrice), Format.Price(t.ExitPrice),
                Format.Number(t.Fees), HtmlText.Toned(t.ProfitLoss, Format.Signed(t.ProfitLoss)), HtmlText.Toned(t.ProfitLoss, Format.SignedPercent(t.ProfitLossPercentage)), HtmlText.Of(t.IsOpen ? "Still open" : Format.Words(TradeRows.Reason(t))),
            ]));
    }

    /// <summary>What was asked for, and what proves the result.</summary>
    public static void Settings(TextWriter writer, StoredRun run)
    {
        writer.Write($"<p>Result hash <span class=\"hash\">{HtmlText.Of(run.Summary.ResultHash)}</span><br>Fingerprint <span class=\"hash\">{HtmlText.Of(run.Plan.Fingerprint)}</span></p>");
        writer.Write("<p class=\"note\">The same candles, settings and engine give the same result hash on any machine.</p>");
        foreach (var (reason, count) in run.Refusals)
        {
            writer.Write($"<p>Refused: {HtmlText.Of(Format.Words(reason))}, {Format.Count(count)}</p>");
        }

        writer.Write($"<details open><summary>Document as submitted</summary><pre tabindex=\"0\" data-part=\"spec\">{HtmlText.Of(run.Plan.SpecText)}</pre></details>");
        writer.Write($"<details><summary>Manifest: every default written out</summary><pre tabindex=\"0\" data-part=\"manifest\">{HtmlText.Of(Pretty(run.Plan.Manifest))}</pre></details>");
    }

    private static string? Between(string metric, MetricCard card, RunReport report)
    {
        // The interval of the return is kept as a fraction, under its other name.
        var (name, unit) = metric == "roi" ? ("total_return", 100.0) : (metric, 1.0);
        return report.Intervals.FirstOrDefault(i => i.Metric == name) is { Metric: not null } interval && double.IsFinite(interval.Low)
            ? $"95 %: {card.Write(unit * interval.Low)} to {card.Write(unit * interval.High)}"
            : null;
    }

    private static string Cell(double value, double scale)
    {
        if (!double.IsFinite(value))
        {
            return "";
        }

        var share = Math.Round(Math.Min(1, Math.Abs(value) / scale) * 45).ToString(CultureInfo.InvariantCulture);
        return $"<span style=\"display:block;margin:-4px -8px;padding:4px 8px;background:color-mix(in srgb, var({(value < 0 ? "--l" : "--g")}) {share}%, var(--page))\">{HtmlText.Of(Format.Signed(100 * value, 1))}</span>";
    }

    private static string Pretty(string json) => json.Length == 0 ? "" : JsonNode.Parse(json)?.ToJsonString(Indented) ?? "";
}
