using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>A stretch of candles in columns. The optional columns may be empty.</summary>
internal ref struct CandleTile
{
    public ReadOnlySpan<long> OpenTimeMs;
    public ReadOnlySpan<double> Open;
    public ReadOnlySpan<double> High;
    public ReadOnlySpan<double> Low;
    public ReadOnlySpan<double> Close;
    public ReadOnlySpan<double> Volume;
    public ReadOnlySpan<double> QuoteVolume;
    public ReadOnlySpan<double> Trades;
    public ReadOnlySpan<double> TakerBuyVolume;

    public readonly int Count => OpenTimeMs.Length;

    public static CandleTile Of(CandleSeries candles, int start, int length) => new()
    {
        OpenTimeMs = candles.OpenTimeMs.Slice(start, length),
        Open = candles.Open.Slice(start, length),
        High = candles.High.Slice(start, length),
        Low = candles.Low.Slice(start, length),
        Close = candles.Close.Slice(start, length),
        Volume = candles.Volume.Slice(start, length),
        QuoteVolume = Part(candles.QuoteVolume, start, length),
        Trades = Part(candles.TradeCount, start, length),
        TakerBuyVolume = Part(candles.TakerBuyVolume, start, length),
    };

    /// <summary>One row; what a missing column does not tell is unknown.</summary>
    public readonly Candle this[int row] => new(
        OpenTimeMs[row],
        Open[row],
        High[row],
        Low[row],
        Close[row],
        Volume[row],
        QuoteVolume.IsEmpty ? double.NaN : QuoteVolume[row],
        Trades.IsEmpty ? double.NaN : Trades[row],
        TakerBuyVolume.IsEmpty ? double.NaN : TakerBuyVolume[row]);

    private static ReadOnlySpan<double> Part(ReadOnlySpan<double> column, int start, int length) =>
        column.IsEmpty ? column : column.Slice(start, length);
}
