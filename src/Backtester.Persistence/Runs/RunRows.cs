using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Persistence.Model;

namespace Backtester.Persistence.Runs;

/// <summary>Plans and results to rows, and back.</summary>
internal static class RunRows
{
    public static BacktestRun New(RunPlan plan, string? datasetHash, long nowMs) => new()
    {
        Uuid = Guid.NewGuid(),
        Name = StoredText.Readable(plan.Spec.Name),
        Status = WorkStatus.Pending,
        Strategy = plan.Spec.Strategy,
        Symbols = string.Join(',', plan.Spec.Symbols),
        Timeframe = plan.Spec.Timeframe.Name,
        Exchange = plan.Spec.Exchange,
        Synthetic = plan.Synthetic,
        RangeStartMs = plan.Range.StartMs,
        RangeEndMs = plan.Range.EndMs,
        SearchText = SearchText(StoredText.Readable(plan.Spec.Name), plan.Spec.Strategy, string.Join(' ', plan.Spec.Symbols), plan.Spec.Exchange, plan.Spec.Timeframe.Name),
        SpecText = StoredText.Exact("spec", plan.SpecText),
        SpecJson = StoredText.Exact("spec", StoredJson.Write(plan.Spec)),
        SeriesJson = StoredJson.Write(plan.Series),
        Manifest = StoredText.Exact("manifest", plan.Manifest),
        Fingerprint = plan.Fingerprint,
        DatasetHash = datasetHash,
        CreatedMs = nowMs,
    };

    public static string SearchText(string name, string strategy, string symbols, string exchange, string timeframe) =>
        $"{name} {strategy} {symbols} {exchange} {timeframe}".ToLowerInvariant();

    /// <summary>Writes what the result knows into the run's row; status and times are the store's.</summary>
    public static void Fill(BacktestRun run, RunResult result, IReadOnlyDictionary<string, double>? costs)
    {
        var metrics = result.Metrics;
        run.ResultHash = result.ResultHash;
        run.InitialEquity = result.Curve.InitialEquity;
        run.TotalTrades = metrics["total_trades"];
        run.WinRate = metrics["win_rate"];
        run.TotalProfitLoss = metrics["total_profit_loss"];
        run.Roi = metrics["roi"];
        run.MaxDrawdownPercentage = metrics["max_drawdown_percentage"];
        run.SharpeRatio = metrics["sharpe_ratio"];
        run.ProfitFactor = metrics["profit_factor"];
        run.FinalEquity = metrics["final_equity"];
        run.MetricsJson = StoredMetrics.Write(metrics);
        run.RefusalsJson = StoredJson.Write(result.Refusals);
        run.WarningsJson = StoredText.Readable(StoredJson.Write(result.Warnings));
        run.AmbiguityJson = StoredJson.Write(result.Ambiguity);
        run.CostsJson = costs is null ? null : StoredJson.Write(costs);
        run.ParityJson = StoredMetrics.WriteMany(result.Parity);
        run.StrategiesJson = result.Strategies.Count == 0 ? null : StoredJson.Write(result.Strategies);
    }

    public static BacktestMetric ToRow(long runId, DailyRow day) => new()
    {
        RunId = runId,
        DayMs = day.DayMs,
        TimeMs = day.TimeMs,
        Equity = day.Equity,
        Cash = day.Cash,
        OpenPositions = day.OpenPositions,
        TotalTrades = day.TotalTrades,
        Drawdown = day.Drawdown,
        WorstDrawdown = day.WorstDrawdown,
        WorstDrawdownSoFar = day.WorstDrawdownSoFar,
    };

    public static StoredRun ToStored(BacktestRun run, RunSummary summary, IEnumerable<BacktestMetric> days, IReadOnlyList<Trade>? trades) => new()
    {
        Summary = summary,
        Plan = new RunPlan
        {
            Spec = StoredJson.Read<RunSpec>(run.SpecJson),
            Series = StoredJson.Read<List<SeriesKey>>(run.SeriesJson),
            Range = new TimeRange(run.RangeStartMs, run.RangeEndMs),
            Synthetic = run.Synthetic,
            SpecText = run.SpecText,
            Manifest = run.Manifest,
            Fingerprint = run.Fingerprint,
        },
        DatasetHash = run.DatasetHash,
        Metrics = StoredMetrics.Read(run.MetricsJson),
        Refusals = run.RefusalsJson is null ? new Dictionary<string, int>() : StoredJson.Read<Dictionary<string, int>>(run.RefusalsJson),
        Warnings = run.WarningsJson is null ? [] : StoredJson.Read<List<string>>(run.WarningsJson),
        Ambiguity = run.AmbiguityJson is null ? null : StoredJson.Read<Ambiguity>(run.AmbiguityJson),
        Costs = run.CostsJson is null ? null : StoredJson.Read<Dictionary<string, double>>(run.CostsJson),
        Parity = StoredMetrics.ReadMany(run.ParityJson),
        Strategies = run.StrategiesJson is null ? [] : StoredJson.Read<List<StrategyAttribution>>(run.StrategiesJson),
        Daily = days.Select(ToDay).ToList(),
        Trades = trades,
    };

    private static DailyRow ToDay(BacktestMetric row) => new(
        row.DayMs,
        row.TimeMs,
        Unknown.ToNaN(row.Equity),
        Unknown.ToNaN(row.Cash),
        row.OpenPositions,
        row.TotalTrades,
        Unknown.ToNaN(row.Drawdown),
        Unknown.ToNaN(row.WorstDrawdown),
        Unknown.ToNaN(row.WorstDrawdownSoFar));
}
