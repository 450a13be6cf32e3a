using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Sweep;
using Backtester.Core.Tests.Engine;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Sweep;

public class SweepMetricsTests
{
    [Fact]
    public void Metrics_and_the_reasons_for_unknown_ones_are_those_of_a_whole_run() => EngineProperties.ForEach((random, seed) =>
    {
        var input = EngineProperties.RandomInput(random);
        var barMs = new[] { 60_000L, Drawn.BarMs, 86_400_000L }[random.Next(3)];
        var whole = Backtest.Run(input);
        var expected = RunMetrics.Measure(new RunMeasurement { Curve = whole.Curve, Trades = whole.Trades, BarMs = barMs });

        var grid = new RunGrid([.. input.Symbols.Select(s => s.Candles)]);
        var lean = LeanBacktest.Run(input, grid);
        var returns = new double[lean.DayEnds.Length];
        DailyEquity.FillReturns(lean.DayEnds, input.InitialCapital, returns);
        var metrics = SweepMetrics.Measure(lean, returns, grid, input.InitialCapital, barMs);
        foreach (var name in Trial.MetricNames)
        {
            Assert.True(expected[name].Equals(metrics[name]), $"seed {seed}: {name} is {metrics[name]:R}, not {expected[name]:R}");
            Assert.True(expected.Notes.GetValueOrDefault(name) == metrics.Notes.GetValueOrDefault(name), $"seed {seed}: {name}: '{metrics.Notes.GetValueOrDefault(name)}', not '{expected.Notes.GetValueOrDefault(name)}'");
        }
    });
}
