using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Runs.Proof;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Runs.Proof;

/// <summary>Runs that trade on what they cannot know are found, and the part that knew is named.</summary>
public class FillProofTests
{
    private static readonly CandleSeries Candles = ProofCandles.Hours(seed: 21, count: 600);

    public static TheoryData<string> Catalogue => [.. StrategyCatalog.All.Select(s => s.Info.Id)];

    [Theory]
    [MemberData(nameof(Catalogue))]
    public void No_strategy_of_the_catalogue_trades_on_the_future(string id)
    {
        var candles = ProofCandles.Hours(seed: 22, count: 1200);
        Assert.Empty(FillProof.Check(c => Run(c, StrategyCatalog.Find(id)!), candles, cuts: 12));
    }

    [Fact]
    public void Fill_at_the_close_of_the_deciding_bar_is_found() =>
        AssertNamed("execution.fill", i => i with { Conventions = Conventions.Presets["vectorbt_same_close"] });

    [Fact]
    public void Size_that_knows_the_close_of_the_bar_is_found() => AssertNamed("sizing", i => i with { Sizing = new SizeByTheClose() });

    [Fact]
    public void Size_from_the_volatility_of_the_whole_series_is_found() =>
        AssertNamed("sizing", i => i with { Sizing = new FixedQuantity(1 / Opens(i).Zip(Closes(i), (o, c) => Math.Abs(c - o)).Average()) });

    [Fact]
    public void Slippage_that_knows_where_the_bar_goes_is_found() =>
        AssertNamed("slippage", i => i with { Slippage = new SlippageByTheClose() });

    [Fact]
    public void Fee_that_knows_the_last_close_is_found() => AssertNamed("fees", i => i with { Fees = new PercentFees(Closes(i)[^1] / 1e5, Closes(i)[^1] / 1e5) });

    [Fact]
    public void Decisions_read_one_bar_early_are_found() => AssertNamed("decisions", i => i with
    {
        Symbols = [i.Symbols[0] with { Decisions = new Decisions { Signals = i.Symbols[0].Decisions.Signals.ToArray()[1..].Append(Signals.None).ToArray() } }],
    });

    private static void AssertNamed(string part, Func<BacktestInput, BacktestInput> mutate)
    {
        var strategy = StrategyCatalog.Find("sma_cross")!;
        Assert.Empty(FillProof.Check(c => Run(c, strategy), Candles));
        var leak = Assert.Single(FillProof.Check(c => mutate(Run(c, strategy)), Candles));
        Assert.Equal(part, leak.Part);
    }

    private static BacktestInput Run(CandleSeries candles, CatalogStrategy strategy) => new()
    {
        Symbols = [new SymbolInput(candles, strategy.Decide(candles, strategy.Defaults), new Instrument("binance", "BTCUSDT"))],
        Strategy = strategy.Info.Id,
        InitialCapital = 10_000,
        Conventions = Conventions.Presets["house"],
        Fees = new PercentFees(0.001, 0.001),
        Slippage = new BpsSlippage(5, 5, 0),
        Sizing = new FixedNotional(100),
    };

    private static double[] Opens(BacktestInput input) => input.Symbols[0].Candles.Open.ToArray();

    private static double[] Closes(BacktestInput input) => input.Symbols[0].Candles.Close.ToArray();

    private sealed class SizeByTheClose : ISizingModel
    {
        public bool CutToCash => false;

        public double Quantity(in SizingInput input) => input.Candles.Close[Math.Min(input.KnownBar + 1, input.Candles.Count - 1)] / input.Price;
    }

    private sealed class SlippageByTheClose : ISlippageModel
    {
        public ISlippage For(CandleSeries candles, Instrument instrument) => new OfSeries(candles);

        private sealed class OfSeries(CandleSeries candles) : ISlippage
        {
            public double Distance(in SlippageInput order) => Math.Abs(candles.Close[order.Bar] - order.Price) / 10;
        }
    }
}
