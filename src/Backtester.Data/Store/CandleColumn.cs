using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>The columns of a candle file. The numbers are part of the file format.</summary>
public enum CandleColumn : byte
{
    OpenTime = 1,
    Open = 2,
    High = 3,
    Low = 4,
    Close = 5,
    Volume = 6,
    QuoteVolume = 7,
    TradeCount = 8,
    TakerBuyVolume = 9,
}

/// <summary>What holds for the columns of candles.</summary>
public static class CandleColumns
{
    /// <summary>The columns of doubles, in the order of the file.</summary>
    public static IReadOnlyList<CandleColumn> Values { get; } =
    [
        CandleColumn.Open, CandleColumn.High, CandleColumn.Low, CandleColumn.Close, CandleColumn.Volume,
        CandleColumn.QuoteVolume, CandleColumn.TradeCount, CandleColumn.TakerBuyVolume,
    ];

    /// <summary>True for columns that a source may not know.</summary>
    public static bool IsOptional(this CandleColumn column) => column >= CandleColumn.QuoteVolume;

    /// <summary>The name in CSV headers and in errors, such as "taker_buy_volume".</summary>
    public static string Name(this CandleColumn column) => column switch
    {
        CandleColumn.OpenTime => "open_time_ms",
        CandleColumn.Open => "open",
        CandleColumn.High => "high",
        CandleColumn.Low => "low",
        CandleColumn.Close => "close",
        CandleColumn.Volume => "volume",
        CandleColumn.QuoteVolume => "quote_volume",
        CandleColumn.TradeCount => "trade_count",
        CandleColumn.TakerBuyVolume => "taker_buy_volume",
        _ => column.ToString(),
    };

    /// <summary>A column of a series; empty where an optional one is not known.</summary>
    public static ReadOnlySpan<double> Of(CandleSeries series, CandleColumn column) => column switch
    {
        CandleColumn.Open => series.Open,
        CandleColumn.High => series.High,
        CandleColumn.Low => series.Low,
        CandleColumn.Close => series.Close,
        CandleColumn.Volume => series.Volume,
        CandleColumn.QuoteVolume => series.QuoteVolume,
        CandleColumn.TradeCount => series.TradeCount,
        CandleColumn.TakerBuyVolume => series.TakerBuyVolume,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "a column of doubles is expected"),
    };
}
