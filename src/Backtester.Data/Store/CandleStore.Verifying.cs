using Backtester.Core.Market;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <content>Checking what is stored, and moving aside what is damaged.</content>
public sealed partial class CandleStore
{
    /// <summary>Reads every byte of a series and names all damage: one sentence a place; none where all is well.</summary>
    /// <remarks>A page that its writer did not finish counts: its candles never became part of the series.</remarks>
    public IReadOnlyList<string> Verify(SeriesKey key, CancellationToken cancellation = default)
    {
        RequireKey(key);
        var damages = new List<string>();
        foreach (var (month, info) in _paths.MonthsOf(key))
        {
            cancellation.ThrowIfCancellationRequested();
            damages.AddRange(DamagesOf(key, month, info.FullName));
        }

        if (JournalOf(key).Exists)
        {
            using var held = Lock(key, cancellation);
            damages.AddRange(JournalDamages(key));
        }

        return damages;
    }

    /// <summary>
    /// Checks a series and moves each damaged file aside, so that its range is a hole that can be fetched or imported
    /// again; good pages of a damaged journal stay part of the series.
    /// </summary>
    /// <returns>One sentence for each damage that was found; none where all is well and nothing was moved.</returns>
    public IReadOnlyList<string> MoveDamagedAside(SeriesKey key, CancellationToken cancellation = default)
    {
        using var held = Lock(key, cancellation);
        var damages = new List<string>(JournalDamages(key));
        FoldLocked(key);
        foreach (var (month, info) in _paths.MonthsOf(key))
        {
            cancellation.ThrowIfCancellationRequested();
            var found = DamagesOf(key, month, info.FullName);
            if (found.Count > 0)
            {
                new Quarantine(_paths, key).Move(info.FullName, string.Join("; ", found), RangeOf(key, month, info.FullName));
                damages.AddRange(found);
            }
        }

        if (damages.Count > 0)
        {
            Forget();
        }

        return damages;
    }

    /// <summary>The candles of the months whose files are whole; those of damaged months are missing.</summary>
    public CandleSeries ReadUndamaged(SeriesKey key)
    {
        RequireKey(key);
        var whole = _paths.MonthsOf(key).Where(m => DamagesOf(key, m.Month, m.File.FullName).Count == 0);
        return Join(key, TimeRange.All, [.. whole]);
    }

    /// <summary>The files of a series that were moved aside as damaged, oldest first.</summary>
    public IReadOnlyList<QuarantinedFile> Quarantined(SeriesKey key)
    {
        RequireKey(key);
        return new Quarantine(_paths, key).List();
    }

    private List<string> JournalDamages(SeriesKey key)
    {
        var damages = new List<string>();
        if (JournalOf(key).Read() is { IsWhole: false } journal)
        {
            damages.AddRange(journal.Damages);
            if (journal.TornBytes > 0)
            {
                damages.Add(new DamagedFileException(
                    _paths.JournalOf(key), "the journal's end", $"its last {journal.TornBytes} bytes are no whole page and are left out").Message);
            }
        }

        return damages;
    }

    private static List<string> DamagesOf(SeriesKey key, CandleMonth month, string path)
    {
        var damages = new List<string>();
        try
        {
            using var file = ColumnFile.Open(path);
            CandleFile.RequirePlace(file.Header, key, month, path);
            foreach (var block in file.Header.Blocks)
            {
                try
                {
                    file.Bytes(block.Column, ((CandleColumn)block.Column).Name());
                }
                catch (DamagedFileException damage)
                {
                    damages.Add(damage.Message);
                }
            }
        }
        catch (DamagedFileException damage)
        {
            damages.Add(damage.Message);
        }

        return damages;
    }

    /// <summary>What the header says, or the whole month where it says nothing.</summary>
    private static TimeRange RangeOf(SeriesKey key, CandleMonth month, string path)
    {
        try
        {
            var header = ColumnFile.ReadHeader(path);
            CandleFile.RequirePlace(header, key, month, path);
            return new TimeRange(header.FirstMs, header.LastMs + key.Timeframe.Milliseconds);
        }
        catch (DamagedFileException)
        {
            return new TimeRange(month.StartMs, month.EndMs);
        }
    }
}
