using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Data.SampleMarket;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Runs;

/// <summary>Minutes are stored, the run reads hours made of them, and its ambiguous hours are looked into minute by minute.</summary>
public sealed class FinerCandlesRunTests : IDisposable
{
    private const string Spec = """
        {
          "exchange": "sample", "symbols": ["BTCUSDT"], "timeframe": "1h", "start_date": "2022-01-01", "end_date": "2022-07-01",
          "strategy": {"id": "dip", "long_entry": "close < open", "short_entry": "close > open", "opposite_entry": "ignore", "stop_loss": "0.4%", "take_profit": "0.4%"},
          "execution": {"intrabar": "INTRABAR"}
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly CandleLibrary _library;

    public FinerCandlesRunTests() => _library = new CandleLibrary(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_trade_leaves_by_the_level_that_its_minutes_reach_first()
    {
        var run = Run("lower_timeframe");
        Assert.True(run.Ambiguity.Bars > 20, $"{run.Ambiguity.Bars} ambiguous bars");
        Assert.InRange(run.Curve.Equity[^1], run.Ambiguity.Low, run.Ambiguity.High);
        Assert.True(run.Ambiguity.Low < run.Ambiguity.High);
        var minutes = _library.Load(SampleCandles.KeyOf("BTCUSDT"), run.Plan.Range);
        var checkedTrades = run.Trades.Where(t => t.ExitReason is ExitReason.StopLoss or ExitReason.TakeProfit).ToList();
        Assert.All(checkedTrades, t => Assert.Equal(FirstLevel(minutes, t), t.ExitReason));
        Assert.True(checkedTrades.Count > 100);

        var (stop, target) = (Run("stop_first"), Run("target_first"));
        Assert.NotEqual(stop.Plan.Fingerprint, run.Plan.Fingerprint);
        Assert.NotEqual(stop.ResultHash, run.ResultHash);
        Assert.InRange(run.Curve.Equity[^1], Math.Min(stop.Curve.Equity[^1], target.Curve.Equity[^1]), Math.Max(stop.Curve.Equity[^1], target.Curve.Equity[^1]));
    }

    [Fact]
    public void Run_on_the_finest_stored_candles_is_told_what_is_missing()
    {
        var minutes = Spec.Replace("\"1h\"", "\"1m\"", StringComparison.Ordinal).Replace("INTRABAR", "lower_timeframe", StringComparison.Ordinal);
        var problem = Assert.Single(Assert.Throws<SpecException>(() => RunPlanner.Plan(minutes, SpecFormat.Json, _library)).Problems);
        Assert.Equal("execution.intrabar", problem.Field);
        Assert.Contains("sample BTCUSDT 1m", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Walks the minutes from the entry on: the level reached first, the stop where one minute reaches both.</summary>
    private static ExitReason FirstLevel(CandleSeries minutes, Trade trade)
    {
        var sign = trade.Direction == Direction.Long ? 1 : -1;
        var (stop, target) = (trade.EntryPrice * (1 - (sign * 0.004)), trade.EntryPrice * (1 + (sign * 0.004)));
        for (var i = minutes.LowerBound(trade.OpenedAtMs); ; i++)
        {
            var stopReached = sign > 0 ? minutes.Low[i] <= stop : minutes.High[i] >= stop;
            var targetReached = sign > 0 ? minutes.High[i] >= target : minutes.Low[i] <= target;
            if (stopReached || targetReached)
            {
                return stopReached ? ExitReason.StopLoss : ExitReason.TakeProfit;
            }
        }
    }

    private RunResult Run(string intrabar)
    {
        var plan = RunPlanner.Plan(Spec.Replace("INTRABAR", intrabar, StringComparison.Ordinal), SpecFormat.Json, _library);
        return RunExecutor.Execute(plan, _library);
    }
}
