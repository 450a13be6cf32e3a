using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Import;

namespace Backtester.Data.Store;

/// <summary>What an import did.</summary>
/// <param name="Key">The series.</param>
/// <param name="Rows">Candles in the file.</param>
/// <param name="Range">From the file's first open time to the end of its last candle.</param>
/// <param name="Added">Candles that were not stored before.</param>
/// <param name="Replaced">Stored candles that the file changed.</param>
/// <param name="IgnoredColumns">Names in the header that mean nothing here.</param>
public sealed record ImportOutcome(
    SeriesKey Key, long Rows, TimeRange Range, long Added, long Replaced, IReadOnlyList<string> IgnoredColumns);

/// <content>Import of files.</content>
public sealed partial class CandleLibrary
{
    private const string ImportOrigin = "import";

    /// <summary>
    /// Reads a CSV file (see <see cref="CandleCsv"/>) and merges it with what is stored. On any problem nothing is stored.
    /// The file streams through: a few months of candles are in memory at most.
    /// </summary>
    /// <param name="exchange">The market: [a-z0-9-]+, but not "sample".</param>
    /// <param name="symbol">The instrument in any spelling: "BTC/USDT", "btcusdt".</param>
    /// <param name="timeframe">The timeframe's name: "1m", "4h".</param>
    /// <param name="file">The file, read once from where it stands; stays open.</param>
    /// <param name="fileName">Its name in problems.</param>
    /// <param name="cancellation">Ends the import with nothing stored.</param>
    /// <exception cref="SpecException">The names or the file have problems; all of them are inside, of a file the first 50 and their number.</exception>
    public ImportOutcome Import(
        string exchange, string symbol, string timeframe, Stream file, string fileName, CancellationToken cancellation = default) =>
        Import(ImportKey(exchange, symbol, timeframe), file, fileName, cancellation);

    /// <summary>The same for a series that is named already.</summary>
    /// <exception cref="SpecException">The file has problems.</exception>
    public ImportOutcome Import(SeriesKey key, Stream file, string fileName, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        key = ImportKey(key.Exchange, key.Symbol, key.Timeframe.Name);
        ImportOutcome outcome;
        using (var write = Store.BeginWrite(key, ImportOrigin, cancellation))
        {
            var report = CandleCsv.Read(file, key, fileName, candle => write.Add(candle), cancellation);
            if (report.ProblemCount > 0)
            {
                throw new SpecException(report.Problems);
            }

            var written = write.Commit(cancellation);
            outcome = new ImportOutcome(key, report.Rows, report.Range, written.Added, written.Replaced, report.IgnoredColumns);
        }

        Changed?.Invoke(this, new CandlesChangedEventArgs(key, Store.Find(key)));
        return outcome;
    }

    /// <summary>The key of a series to import; says all that is wrong with its names.</summary>
    /// <exception cref="SpecException">A name cannot be taken.</exception>
    public static SeriesKey ImportKey(string exchange, string symbol, string timeframe)
    {
        var problems = new List<SpecProblem>();
        if (!CandlePaths.IsExchangeName(exchange ?? ""))
        {
            problems.Add(new SpecProblem("exchange", "not a name of an exchange", exchange, "small letters, digits and '-'"));
        }
        else if (exchange == SeriesKey.SampleExchange)
        {
            problems.Add(new SpecProblem("exchange", "the sample market is generated, nothing can be imported into it", exchange, "any other name"));
        }

        var stored = SymbolName.Normalize(symbol ?? "");
        if (stored.Length == 0)
        {
            problems.Add(new SpecProblem("symbol", "not a name of an instrument", symbol, "letters and digits, such as BTCUSDT or BTC/USDT"));
        }

        if (!Timeframe.TryParse(timeframe, out var parsed))
        {
            problems.Add(new SpecProblem("timeframe", "unknown timeframe", timeframe, string.Join(", ", Timeframe.All)));
        }

        return problems.Count == 0 ? new SeriesKey(exchange!, stored, parsed!) : throw new SpecException(problems);
    }
}
