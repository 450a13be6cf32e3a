using Backtester.Core.Formulas;
using Backtester.Core.Indicators.Volume;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Drawing;
using Backtester.Core.Strategies.Drawing;
using Backtester.Core.Tests.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Runs.Drawing;

public sealed class RunLinesTests
{
    private static readonly CandleSeries Candles = ProofCandles.Hours(seed: 77, count: 3000);
    private static readonly MemoryCatalog Catalog = new(Candles);

    [Fact]
    public void Lines_are_the_indicators_of_the_rules_with_their_parameters_put_in()
    {
        var lines = RunLines.Of(Plan("\"confluence\""), "BTCUSDT").All.Where(l => l.OfStrategy).ToList();
        Assert.Contains(lines, l => l is { Id: "slow_ema", Place: LinePlace.Price } && l.Description.StartsWith("ema(close, 50): ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l is { Id: "strong", Place: LinePlace.Pane, Pane: "rsi" });
        Assert.Contains(lines, l => l is { Id: "atr(14)", Place: LinePlace.Pane });
        Assert.DoesNotContain(lines, l => l.Description.Contains("ema_slow", StringComparison.Ordinal));
        Assert.Equal(lines.Count, lines.Select(l => l.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("auto")]
    public void Values_are_those_that_the_decisions_are_made_of_to_the_last_bit(string warmup)
    {
        const string Rules = """{"id":"two","long_entry":"close > tf(\"4h\", sma(close, 20)) and rsi(close, 14) < 60","long_exit":"close < ema(close, 30)"}""";
        var plan = Plan(Rules, $$""" , "start_date": "{{IsoOf(1000)}}", "warmup": "{{warmup}}" """);
        string[] ids = ["tf(\"4h\", sma(close, 20))", "rsi(close, 14)", "ema(close, 30)"];
        var drawn = RunLines.Of(plan, "BTCUSDT").Read(Catalog, ids);
        Assert.Equal(ids.Order(), drawn.Select(d => d.Line.Id).Order());

        var market = RunMarket.Load(plan, Catalog);
        var (seen, start) = market.SeenOf(market.Candles[0]);
        Assert.Equal(warmup == "auto", start > 0);
        Assert.All(drawn, line =>
        {
            var own = FormulaCompiler.Compile(line.Line.Id, null, plan.Spec.Timeframe).Run(seen, market.Others).Numbers(0)[start..];
            Assert.Equal(market.Candles[0].Count, line.Values.Length);
            Assert.True(own.SequenceEqual(line.Values.Span), line.Line.Id);
        });
    }

    [Fact]
    public void Named_line_is_drawn_once_under_its_name()
    {
        var lines = RunLines.Of(Plan("""{"id":"named","lines":{"trend":"ema(close, 100)","width":"bb_upper(close, 20) - bb_lower(close, 20)"},"long_entry":"close > trend and close > ema(close, 100) and width > 0","long_exit":"close < trend"}"""), "BTCUSDT").All;
        Assert.Single(lines, l => l.Id == "trend");
        Assert.DoesNotContain(lines, l => l.Id == "ema(close, 100)");
        Assert.Equal(LinePlace.Price, lines.Single(l => l.Id == "trend").Place);
        Assert.Equal(LinePlace.Pane, lines.Single(l => l.Id == "width").Place);
        Assert.Equal(LinePlace.Price, lines.Single(l => l.Id == "bb_upper(close, 20)").Place);
    }

    [Fact]
    public void Stages_and_the_volume_profile_are_offered_for_every_run()
    {
        var lines = RunLines.Of(Plan("\"sma_cross\""), "BTCUSDT").All.Where(l => !l.OfStrategy).ToList();
        Assert.Contains(lines, l => l is { Id: "stage(30, 4)", Place: LinePlace.Stage });
        Assert.Contains(lines, l => l is { Id: "tf(\"1w\", stage())", Place: LinePlace.Stage });
        Assert.Contains(lines, l => l is { Id: "poc(100)", Place: LinePlace.Price });
    }

    [Fact]
    public void Profile_of_a_stretch_is_the_indicators_own()
    {
        var last = Candles.SliceRows(Candles.Count - 100, 100);
        var profile = PriceVolume.Of(last, 24)!;
        var columns = FormulaCompiler.Compile([new("poc", "poc(100)"), new("high", "value_area_high(100)"), new("low", "value_area_low(100)")], null, Candles.Key.Timeframe).Run(Candles);
        Assert.Equal(columns.Number(0, Candles.Count - 1), profile.Bottom + ((profile.Control + 0.5) * profile.BinHeight));
        Assert.Equal(columns.Number(1, Candles.Count - 1), profile.Bottom + ((profile.High + 1) * profile.BinHeight));
        Assert.Equal(columns.Number(2, Candles.Count - 1), profile.Bottom + (profile.Low * profile.BinHeight));
        Assert.Equal(last.Volume.ToArray().Sum(), profile.Volume.Sum(), 1e-6);
    }

    [Fact]
    public void Told_progress_changes_no_byte_of_a_result()
    {
        var plan = Plan("\"sma_cross\"");
        var reports = new List<RunProgress>();
        Assert.Equal(RunExecutor.Execute(plan, Catalog).ResultHash, RunExecutor.Execute(plan, Catalog, reports.Add).ResultHash);
        Assert.Equal(plan.Series.Count * Candles.Count, reports[^1].Done);
    }

    private static RunPlan Plan(string strategy, string more = "") =>
        RunPlanner.Plan($$"""{"exchange": "{{Candles.Key.Exchange}}", "symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": {{strategy}} {{more}}}""", SpecFormat.Json, Catalog);

    private static string IsoOf(int row) => Core.Runs.Reading.IsoTime.Format(Candles.OpenTimeMs[row]);
}
