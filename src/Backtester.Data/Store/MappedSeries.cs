using System.Runtime.ExceptionServices;
using Backtester.Core.Market;
using Backtester.Data.Store.Encodings;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>A series over mapped month files, whose columns are decoded when they are first read.</summary>
internal static class MappedSeries
{
    /// <summary>Below this many rows a second thread costs more than it brings.</summary>
    private const int RowsForThreads = 100_000;

    /// <summary>Joins months in order of time.</summary>
    public static CandleSeries Of(SeriesKey key, IReadOnlyList<ColumnFile> months)
    {
        var starts = new int[months.Count];
        long rows = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = (int)rows;
            rows = checked((int)(rows + months[i].Header.Rows));
        }

        var count = (int)rows;
        return new CandleSeries(
            key,
            Times(),
            Values(CandleColumn.Open),
            Values(CandleColumn.High),
            Values(CandleColumn.Low),
            Values(CandleColumn.Close),
            Values(CandleColumn.Volume),
            Optional(CandleColumn.QuoteVolume),
            Optional(CandleColumn.TradeCount),
            Optional(CandleColumn.TakerBuyVolume));

        ReadOnlyMemory<long> Times() => new LazyColumn<long>(count, () =>
        {
            var times = GC.AllocateUninitializedArray<long>(count);
            Each(i => CandleFile.ReadTimes(months[i], Part(times, i)));
            return new(times);
        }).Column;

        ReadOnlyMemory<double> Optional(CandleColumn column) =>
            months.Any(m => m.Has((byte)column)) ? Values(column) : default;

        ReadOnlyMemory<double> Values(CandleColumn column) => new LazyColumn<double>(count, () => Load(column)).Column;

        unsafe LazyColumn<double>.Source Load(CandleColumn column)
        {
            if (months.Count == 1 && months[0].Has((byte)column) && months[0].BlockOf((byte)column).Encoding == ColumnEncoding.Raw)
            {
                fixed (byte* start = months[0].Bytes((byte)column, column.Name()))
                {
                    return new(months[0], (double*)start);
                }
            }

            var values = GC.AllocateUninitializedArray<double>(count);
            Each(i => CandleFile.ReadValues(months[i], column, Part(values, i)));
            return new(values);
        }

        Span<T> Part<T>(T[] all, int month) => all.AsSpan(starts[month], (int)months[month].Header.Rows);

        void Each(Action<int> read)
        {
            if (count < RowsForThreads)
            {
                for (var i = 0; i < months.Count; i++)
                {
                    read(i);
                }

                return;
            }

            try
            {
                Parallel.For(0, months.Count, read);
            }
            catch (AggregateException several) when (several.InnerExceptions.FirstOrDefault() is { } first)
            {
                ExceptionDispatchInfo.Throw(first);
            }
        }
    }
}
