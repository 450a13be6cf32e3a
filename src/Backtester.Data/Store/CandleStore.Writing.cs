using Backtester.Core.Market;
using Backtester.Data.Store.Format;
using Backtester.Data.Store.Journal;

namespace Backtester.Data.Store;

/// <content>Writing: small pages through the journal, all else month by month.</content>
public sealed partial class CandleStore
{
    /// <summary>A page goes to the journal where the months that it touches hold more than this many times its rows.</summary>
    private const int JournalPays = 4;

    /// <summary>A journal of this size is folded: about 16 pages of 1,000 candles with all their columns.</summary>
    private const long JournalBytes = 1 << 20;

    /// <summary>
    /// Merges candles into their series: at equal open times the new candle replaces the stored one. When it returns, the
    /// candles are on disk: in month files, or, where those would be rewritten for the sake of a few candles, in the journal.
    /// </summary>
    /// <param name="candles">Candles in rising order.</param>
    /// <param name="origin">Where they come from, a word kept in the files: "import", "download".</param>
    /// <param name="cancellation">Ends the write with nothing changed.</param>
    public WriteOutcome Write(CandleSeries candles, string origin, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(candles);
        using var held = Lock(candles.Key, cancellation);
        if (JournalOutcome(candles, cancellation) is { } outcome)
        {
            if (outcome.Added + outcome.Replaced > 0 && JournalOf(candles.Key).Append(candles, origin) >= JournalBytes)
            {
                FoldLocked(candles.Key);
            }

            return outcome;
        }

        FoldLocked(candles.Key);
        using var write = new SeriesWrite(_paths, candles.Key, origin, held: null, Forget);
        for (var i = 0; i < candles.Count; i++)
        {
            write.Add(candles[i]);
        }

        return write.Commit(cancellation);
    }

    /// <summary>Takes the lock of a series and begins a write of candles that come one by one.</summary>
    /// <exception cref="TimeoutException">Another writer kept the series for longer than <see cref="LockPatience"/>.</exception>
    public SeriesWrite BeginWrite(SeriesKey key, string origin, CancellationToken cancellation = default)
    {
        var held = Lock(key, cancellation);
        try
        {
            FoldLocked(key);
            return new SeriesWrite(_paths, key, origin, held, Forget);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Folds the journal of a series into its month files. Reading gives the same before and after.</summary>
    public void Fold(SeriesKey key, CancellationToken cancellation = default)
    {
        using var held = Lock(key, cancellation);
        FoldLocked(key);
    }

    private CandleJournal JournalOf(SeriesKey key) => new(key, _paths.JournalOf(key));

    /// <summary>What a page will change that should go to the journal; null where months are written at once.</summary>
    private WriteOutcome? JournalOutcome(CandleSeries page, CancellationToken cancellation)
    {
        if (page.Count == 0)
        {
            return null;
        }

        for (var i = 1; i < page.Count; i++)
        {
            if (page.OpenTimeMs[i] <= page.OpenTimeMs[i - 1])
            {
                throw new ArgumentException($"{page.Key}: candle {page.OpenTimeMs[i]} comes after {page.OpenTimeMs[i - 1]}", nameof(page));
            }
        }

        cancellation.ThrowIfCancellationRequested();
        var (from, to) = (CandleMonth.Of(page.OpenTimeMs[0]), CandleMonth.Of(page.OpenTimeMs[^1]));
        long touched = 0;
        foreach (var (month, file) in _paths.MonthsOf(page.Key).Where(m => m.Month.Index >= from.Index && m.Month.Index <= to.Index))
        {
            // A damaged month is moved aside by the write of months.
            if (HeaderOf(page.Key, month, file).Header is not { } header)
            {
                return null;
            }

            touched += header.Rows;
        }

        var journal = JournalOf(page.Key).Read();
        if (touched <= (long)page.Count * JournalPays || journal is { IsWhole: false })
        {
            return null;
        }

        var range = new TimeRange(page.OpenTimeMs[0], page.OpenTimeMs[^1] + 1);
        try
        {
            var months = ReadMonths(page.Key, range);
            var stored = journal is null ? months : MonthMerge.Join(months, journal.Candles.Slice(range)).Merged;
            var (_, added, replaced) = MonthMerge.Join(stored, page);
            return new WriteOutcome(page.Count, added, replaced);
        }
        catch (DamagedFileException)
        {
            return null;
        }
    }

    /// <summary>How many of these candles are in no month file.</summary>
    private long CountNew(SeriesKey key, CandleSeries pages)
    {
        ReadOnlySpan<long> months;
        try
        {
            months = ReadMonths(key, new TimeRange(pages.OpenTimeMs[0], pages.OpenTimeMs[^1] + 1)).OpenTimeMs;
        }
        catch (DamagedFileException)
        {
            // The candles of a damaged month are not counted, so all of these are new.
            return pages.Count;
        }

        long count = 0;
        foreach (var time in pages.OpenTimeMs)
        {
            count += months.BinarySearch(time) < 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>What a reader does on its way: nobody writes, so the pages may take their place.</summary>
    private void FoldUnlessBusy(SeriesKey key)
    {
        if (!JournalOf(key).Exists || SeriesLock.TryTake(_paths.LockOf(key)) is not { } held)
        {
            return;
        }

        using (held)
        {
            try
            {
                FoldLocked(key);
            }
            catch (Exception readOnly) when (readOnly is UnauthorizedAccessException or IOException)
            {
                // The pages are read from the journal as they lie there.
            }
        }
    }

    /// <summary>
    /// Months first, each by one rename, then the journal goes: a kill in between leaves a journal whose pages are folded
    /// once more, to the same effect. A damaged journal gives its good pages and is moved aside.
    /// </summary>
    private void FoldLocked(SeriesKey key)
    {
        var journal = JournalOf(key);
        if (journal.Read() is not { } content)
        {
            return;
        }

        if (content.Candles.Count > 0)
        {
            using var write = new SeriesWrite(_paths, key, content.Origin, held: null, Forget);
            for (var i = 0; i < content.Candles.Count; i++)
            {
                write.Add(content.Candles[i]);
            }

            write.Commit(CancellationToken.None);
        }

        if (content.Damages.Count > 0)
        {
            var range = content.Candles.Count == 0 ? default : new TimeRange(content.Candles.OpenTimeMs[0], content.Candles.OpenTimeMs[^1] + 1);
            new Quarantine(_paths, key).Move(_paths.JournalOf(key), string.Join("; ", content.Damages), range);
        }
        else
        {
            journal.Delete();
        }
    }
}
