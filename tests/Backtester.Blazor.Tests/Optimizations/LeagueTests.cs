using Backtester.Blazor.Optimizations;
using Backtester.Core.Optimization.Honesty;
using Backtester.Persistence;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Optimizations;
using Xunit;

namespace Backtester.Blazor.Tests.Optimizations;

/// <summary>A batch as a league.</summary>
public sealed class LeagueTests
{
    [Fact]
    public void Most_convincing_search_comes_first_and_those_without_a_verdict_last()
    {
        var league = League.Of(Batch(Cell(1, 0.4), Cell(2, null), Cell(3, 0.999999), Cell(4, 0.6)));

        Assert.Equal([3, 4, 1, 2], league.Rows.Select(r => r.Cell.Row.Number));
        Assert.Equal([1, 2, 3, null], league.Rows.Select(r => r.Rank));
        Assert.Equal("PENDING", league.Rows[^1].Status);
        Assert.Equal(30, league.EffectiveTrials, 1e-9);
        Assert.Equal("Of 3 searches with 30 sets, worth 30 independent tries, 1 is more than luck; the most convincing is s3 on BTCUSDT 1h, deflated Sharpe ratio 99.9 %.", league.Sentence);
    }

    [Fact]
    public void Batch_of_noise_says_so_and_one_without_a_verdict_nothing()
    {
        Assert.Equal("Of 2 searches with 20 sets, worth 20 independent tries, none can be told from luck.", League.Of(Batch(Cell(1, 0.4), Cell(2, 0.5))).Sentence);
        Assert.Null(League.Of(Batch(Cell(1, null))).Sentence);
    }

    private static StoredBatch Batch(params StoredCell[] cells) => new(new OptimizationBatch { Cells = cells.Length }, cells);

    private static StoredCell Cell(int number, double? deflated) => new(
        new OptimizationBatchCell { Number = number, Strategy = $"s{number}", Symbol = "BTCUSDT", Timeframe = "1h" },
        deflated is null ? null : new StrategyOptimization { Completed = 10, Status = WorkStatus.Completed },
        deflated is not { } dsr ? null : new SearchHonesty
        {
            Trials = 10,
            EarlierTrials = 0,
            EffectiveTrials = 10,
            Sample = 10,
            BestSharpe = 2,
            LuckSharpe = 1,
            DeflatedSharpe = dsr,
            Pbo = 0.5,
            RealityCheck = 0.5,
            Spa = 0.5,
            LuckProbability = 0.5,
            MinimumBacktestYears = 1,
            Years = 2,
            Sentence = "",
        },
        null,
        null);
}
