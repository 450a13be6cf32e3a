using System.Globalization;
using System.Text;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Import;
using Backtester.Data.SampleMarket;
using Backtester.Data.Store;
using Backtester.Data.Store.Encodings;
using BenchmarkDotNet.Attributes;

namespace Backtester.Bench.Data;

/// <summary>
/// One year of one-minute candles (525,600 rows of the sample market's BTCUSDT in 2023): import, reading, decoding,
/// deriving, naming; and the generation of one instrument's three years.
/// </summary>
[MemoryDiagnoser]
public class CandleBenchmarks
{
    private static readonly SeriesKey Key = SampleCandles.KeyOf("BTCUSDT");
    private static readonly SeriesKey Imported = Key with { Exchange = "bench" };
    private static readonly TimeRange Year = new(1_672_531_200_000, 1_704_067_200_000);

    private string _folder = "";
    private CandleLibrary _library = null!;
    private CandleSeries _year = null!;
    private byte[] _csv = [];
    private byte[] _packed = [];
    private double[] _decoded = [];
    private int _generated;

    [GlobalSetup]
    public void Prepare()
    {
        _folder = Directory.CreateTempSubdirectory("backtester-bench-").FullName;
        _library = new CandleLibrary(_folder);
        _year = _library.Load(Key, Year);
        var text = new StringBuilder("open_time_ms,open,high,low,close,volume\n");
        for (var i = 0; i < _year.Count; i++)
        {
            var c = _year[i];
            text.Append(CultureInfo.InvariantCulture, $"{c.OpenTimeMs},{c.Open},{c.High},{c.Low},{c.Close},{c.Volume}\n");
        }

        _csv = Encoding.ASCII.GetBytes(text.ToString());
        _packed = PackedDecimals.Encode(_year.Close);
        _decoded = new double[_year.Count];
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public long ParseAndCheckCsv() => CandleCsv.Read(new MemoryStream(_csv), Key, "year.csv").Rows;

    [Benchmark]
    public long ImportCsvIntoEmptySeries()
    {
        _library.Delete(Imported);
        return _library.Import(Imported, new MemoryStream(_csv), "year.csv").Added;
    }

    [Benchmark]
    public double OpenStoredSeriesAndSumCloses()
    {
        var sum = 0.0;
        foreach (var close in _library.Store.Read(Key, Year).Close)
        {
            sum += close;
        }

        return sum;
    }

    [Benchmark]
    public double DecodeOneColumn()
    {
        PackedDecimals.Decode(_packed, _decoded);
        return _decoded[^1];
    }

    [Benchmark]
    public int DeriveHours() => Derivation.Derive(_year, Timeframe.Parse("1h")).Count;

    [Benchmark]
    public string HashDataset() => DatasetHash.Of([_year]);

    [Benchmark]
    public int GenerateSampleInstrument()
    {
        var folder = Path.Combine(_folder, $"sample{_generated++}");
        var count = new CandleLibrary(folder).Load(Key, TimeRange.All).Count;
        Directory.Delete(folder, recursive: true);
        return count;
    }
}
