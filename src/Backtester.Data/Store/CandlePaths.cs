using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>Where candles lie: {data folder}/candles/{exchange}/{symbol}/{timeframe}/{yyyy-MM}.candles.</summary>
internal sealed class CandlePaths(string dataDirectory)
{
    /// <summary>The folder of all series.</summary>
    public string Root { get; } = Path.Combine(Path.GetFullPath(dataDirectory), "candles");

    /// <summary>The folder of one series.</summary>
    public string FolderOf(SeriesKey key) => Path.Combine(Root, key.Exchange, key.Symbol, key.Timeframe.Name);

    /// <summary>The file of one month.</summary>
    public string FileOf(SeriesKey key, CandleMonth month) => Path.Combine(FolderOf(key), month.FileName);

    /// <summary>The journal of one series.</summary>
    public string JournalOf(SeriesKey key) => Path.Combine(FolderOf(key), "pages.journal");

    /// <summary>The lock of one series, outside its folder, which may be deleted.</summary>
    public string LockOf(SeriesKey key) => Path.Combine(Root, ".locks", $"{key.Exchange}_{key.Symbol}_{key.Timeframe}.lock");

    /// <summary>The months that have a file, in order, with that file.</summary>
    public List<(CandleMonth Month, FileInfo File)> MonthsOf(SeriesKey key)
    {
        var months = new List<(CandleMonth, FileInfo)>();
        try
        {
            foreach (var file in new DirectoryInfo(FolderOf(key)).EnumerateFiles("*" + CandleMonth.Extension))
            {
                if (CandleMonth.TryParse(file.Name, out var month))
                {
                    months.Add((month, file));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }

        months.Sort((a, b) => a.Item1.Index.CompareTo(b.Item1.Index));
        return months;
    }

    /// <summary>Every series that has a folder, in order of exchange, symbol, timeframe.</summary>
    public List<SeriesKey> Series()
    {
        var keys = new List<SeriesKey>();
        foreach (var exchange in Folders(Root).Where(IsExchangeName))
        {
            foreach (var symbol in Folders(Path.Combine(Root, exchange)).Where(IsSymbolName))
            {
                foreach (var name in Folders(Path.Combine(Root, exchange, symbol)))
                {
                    if (Timeframe.TryParse(name, out var timeframe))
                    {
                        keys.Add(new SeriesKey(exchange, symbol, timeframe));
                    }
                }
            }
        }

        return [.. keys
            .OrderBy(k => k.Exchange, StringComparer.Ordinal)
            .ThenBy(k => k.Symbol, StringComparer.Ordinal)
            .ThenBy(k => k.Timeframe.Milliseconds)];
    }

    /// <summary>True for [a-z0-9-]+.</summary>
    public static bool IsExchangeName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>True for [A-Z0-9]+.</summary>
    public static bool IsSymbolName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private static IEnumerable<string> Folders(string path)
    {
        try
        {
            return [.. new DirectoryInfo(path).EnumerateDirectories().Select(d => d.Name)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
