namespace Backtester.Core.Market.Quality;

/// <summary>Why a candle is doubtful; several reasons may hold.</summary>
[Flags]
public enum CandleDoubt
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>Candles are missing right before it.</summary>
    AfterGap = 1,

    /// <summary>High below low, or open or close outside them.</summary>
    Inconsistent = 2,

    /// <summary>A price of zero or less, or a negative volume, or a price that is no finite number.</summary>
    ImpossibleNumber = 4,

    /// <summary>A price move far outside its neighbourhood that the next candle took back.</summary>
    Spike = 8,

    /// <summary>The open time is not on the grid of the timeframe.</summary>
    Misaligned = 16,

    /// <summary>The same open time as the row before.</summary>
    Duplicate = 32,

    /// <summary>An earlier open time than a row before.</summary>
    OutOfOrder = 64,

    /// <summary>It was not recorded: it stands for a missing candle.</summary>
    Filled = 128,

    /// <summary>A move far outside its neighbourhood that the same instrument did not make on other markets.</summary>
    BadPrice = 256,
}

/// <summary>A row with its doubts.</summary>
/// <param name="Row">0-based.</param>
/// <param name="Doubt">At least one.</param>
public readonly record struct DoubtfulCandle(int Row, CandleDoubt Doubt);
