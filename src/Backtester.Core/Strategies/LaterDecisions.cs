namespace Backtester.Core.Strategies;

/// <summary>Decisions of a series seen from a later bar on: what was read before a run's first bar is not part of the run.</summary>
internal static class LaterDecisions
{
    /// <summary>The decisions with bar <paramref name="start"/> as their bar 0.</summary>
    public static Decisions From(this Decisions decisions, int start) => start == 0 ? decisions : decisions with
    {
        Signals = decisions.Signals.From(start),
        LongRule = Bits(decisions.LongRule, start),
        ShortRule = Bits(decisions.ShortRule, start),
        StopLoss = decisions.StopLoss?.From(start),
        TakeProfit = decisions.TakeProfit?.From(start),
        TrailingStop = decisions.TrailingStop?.From(start),
        BreakEven = decisions.BreakEven?.From(start),
        Trims = [.. decisions.Trims.Select(t => t with { At = t.At.From(start) })],
        EntryOrder = decisions.EntryOrder is { } order ? order with { Price = From(order.Price, start), Limit = order.Limit is { } limit ? From(limit, start) : null } : null,
        PositionExit = decisions.PositionExit is { } exit ? new LaterExit(exit, start) : null,
        LongConfidence = Column(decisions.LongConfidence, start),
        ShortConfidence = Column(decisions.ShortConfidence, start),
        Indicators = decisions.Indicators with { Columns = [.. decisions.Indicators.Columns.Select(c => Column(c, start))] },
        WarmUp = Math.Max(0, decisions.WarmUp - start),
    };

    /// <summary>A column from a bar on; one that is not there stays so.</summary>
    public static ReadOnlyMemory<double> Column(ReadOnlyMemory<double> column, int start) => column.IsEmpty ? column : column[start..];

    private static SidePrices From(SidePrices prices, int start) => new(Column(prices.Long, start), Column(prices.Short, start));

    /// <summary>A bit column from a bar on; one that is not there stays so.</summary>
    public static ReadOnlyMemory<ulong> Bits(ReadOnlyMemory<ulong> mask, int start)
    {
        var (first, shift) = (start >> 6, start & 63);
        if (mask.Length <= first || shift == 0)
        {
            return mask.IsEmpty ? mask : mask[first..];
        }

        var words = mask.Span[first..];
        var later = new ulong[words.Length];
        for (var w = 0; w < later.Length; w++)
        {
            later[w] = (words[w] >> shift) | (w + 1 < words.Length ? words[w + 1] << (64 - shift) : 0);
        }

        return later;
    }

    private sealed class LaterExit(IPositionExit exit, int start) : IPositionExit
    {
        public bool Exits(int sign, int bar, double entryPrice, int barsHeld) => exit.Exits(sign, bar + start, entryPrice, barsHeld);
    }
}
