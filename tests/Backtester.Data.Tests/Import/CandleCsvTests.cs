using System.Globalization;
using System.IO.Compression;
using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Import;
using Xunit;

namespace Backtester.Data.Tests.Import;

public sealed class CandleCsvTests
{
    private const string Header = "open_time_ms,open,high,low,close,volume\n";

    [Fact]
    public void Fast_reader_and_CsvHelper_give_the_same_rows_and_problems()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var text = RandomFile(seed);
            var fast = ReadAll(text, CsvReaderChoice.Fast);
            var helper = ReadAll(text, CsvReaderChoice.CsvHelper);
            Assert.True(fast.Candles.SequenceEqual(helper.Candles), $"seed {seed}: candles differ\n{text[..Math.Min(300, text.Length)]}");
            Assert.True(
                fast.Report.Problems.SequenceEqual(helper.Report.Problems),
                $"seed {seed}:\n{string.Join('\n', fast.Report.Problems)}\nand\n{string.Join('\n', helper.Report.Problems)}");
            Assert.Equal((fast.Report.Rows, fast.Report.Range, fast.Report.ProblemCount), (helper.Report.Rows, helper.Report.Range, helper.Report.ProblemCount));
        }
    }

    [Fact]
    public void Numbers_are_those_of_double_Parse()
    {
        var random = new Random(9);
        for (var i = 0; i < 200_000; i++)
        {
            var text = (i % 5) switch
            {
                0 => (random.NextDouble() * Math.Pow(10, random.Next(-8, 12))).ToString("R"),
                1 => Math.Round(random.NextDouble() * 100_000, random.Next(9)).ToString("F" + random.Next(12)),
                2 => $"{random.NextInt64(1L << 53)}{random.Next(10)}.{random.NextInt64(1L << 60)}",
                3 => BitConverter.Int64BitsToDouble(random.NextInt64(1, 0x7FE0_0000_0000_0000)).ToString("R"),
                _ => $"0.{new string('0', random.Next(25))}{random.NextInt64(1L << 40)}",
            };
            Assert.True(CsvNumber.TryParse(Encoding.ASCII.GetBytes(text), out var value), text);
            Assert.True(BitConverter.DoubleToInt64Bits(double.Parse(text)) == BitConverter.DoubleToInt64Bits(value), text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("0x10")]
    [InlineData("1 2")]
    public void What_is_no_finite_number_is_refused(string text) => Assert.False(CsvNumber.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("1704067200000")]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01 00:00")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("2024-01-01 00:00:00")]
    [InlineData("2024-01-01T00:00:00Z")]
    [InlineData("2024-01-01T00:00:00.000Z")]
    [InlineData("2024-01-01T02:00:00+02:00")]
    [InlineData("2023-12-31 19:00:00-05:00")]
    public void Times_in_milliseconds_or_ISO_8601_are_read_as_UTC(string text)
    {
        Assert.True(CsvNumber.TryParseTime(Encoding.ASCII.GetBytes(text), out var time));
        Assert.Equal(1_704_067_200_000, time);
    }

    [Theory]
    [InlineData("01/02/2024")]
    [InlineData("2024-02-30")]
    [InlineData("2024-02-30 00:00:00")]
    [InlineData("2024-01-01 24:00:00")]
    [InlineData("2024-0a-01 00:00:00")]
    [InlineData("yesterday")]
    [InlineData("-5")]
    [InlineData("")]
    public void What_is_no_time_is_refused(string text) => Assert.False(CsvNumber.TryParseTime(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Columns_in_any_order_with_optional_and_unknown_ones_are_found()
    {
        const string Text = "\uFEFFClose;Trades;note;HIGH;low;\"Quote Volume\";volume;taker_buy_volume;open;Date\r\n"
            + "2;7;\"a;b\";3;1;30.5;10;4;1.5;2024-01-01T00:00:00Z\r\n"
            + "2;;;3;1;;10;;1.5;2024-01-01 01:00:00";
        var (report, candles) = ReadAll(Text, CsvReaderChoice.ByContent);
        Assert.Empty(report.Problems);
        Assert.Equal(["note"], report.IgnoredColumns);
        Assert.Equal([new(1_704_067_200_000, 1.5, 3, 1, 2, 10, 30.5, 7, 4), new(1_704_070_800_000, 1.5, 3, 1, 2, 10)], candles);
        Assert.Equal(new TimeRange(1_704_067_200_000, 1_704_074_400_000), report.Range);
    }

    [Fact]
    public void Gzip_is_told_by_its_first_bytes_and_damage_to_it_is_reported()
    {
        var plain = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{1_704_067_200_000 + (i * 3_600_000L)},{1 + (i % 7)},9,1,{2 + (i % 5)},{i}\n")));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        var bytes = packed.ToArray();
        Assert.Equal(40_000, CandleCsv.Read(new MemoryStream(bytes), RandomCandles.Key("1h"), "a.gz").Rows);
        Assert.NotEqual(0, CandleCsv.Read(new MemoryStream(bytes[..(bytes.Length / 2)]), RandomCandles.Key("1h"), "a.gz").ProblemCount);
        var spoiled = (byte[])bytes.Clone();
        spoiled[bytes.Length / 2] ^= 0x40;
        Assert.NotEqual(0, CandleCsv.Read(new MemoryStream(spoiled), RandomCandles.Key("1h"), "a.gz").ProblemCount);
    }

    [Theory]
    [InlineData("1704067200000,1,x,1,1,1", "line 3, column high", "not a number", "x")]
    [InlineData("1704067200000,1,,1,1,1", "line 3, column high", "not a number", "nothing")]
    [InlineData("1704067200000,1,2,3,1,1", "line 3, column high", "high is below low", "2")]
    [InlineData("1704067200000,9,3,1,2,1", "line 3, column open", "open lies outside low and high", "9")]
    [InlineData("1704067200000,2,3,1,0.5,1", "line 3, column close", "close lies outside low and high", "0.5")]
    [InlineData("1704067200000,0,3,0,2,1", "line 3, column open", "a price must be positive", "0")]
    [InlineData("1704067200000,2,3,-1,2,1", "line 3, column low", "a price must be positive", "-1")]
    [InlineData("1704067200000,2,3,1,2,-4", "line 3, column volume", "it must not be negative", "-4")]
    [InlineData("1704067200001,2,3,1,2,4", "line 3, column open_time_ms", "not the open time of a candle of 1h", "1704067200001 (2024-01-01T00:00:00Z)")]
    [InlineData("1704063600000,2,3,1,2,4", "line 3, column open_time_ms", "the same open time as in line 2", "1704063600000 (2023-12-31T23:00:00Z)")]
    [InlineData("1704060000000,2,3,1,2,4", "line 3, column open_time_ms", "earlier than line 2", "1704060000000 (2023-12-31T22:00:00Z)")]
    [InlineData("1704067200,2,3,1,2,4", "line 3, column open_time_ms", "the time is out of all bounds", "1704067200")]
    [InlineData("soon,2,3,1,2,4", "line 3, column open_time_ms", "not a time", "soon")]
    [InlineData("1704067200000,2,3,1,2", "line 3", "the number of fields differs from the header's", "5 fields")]
    [InlineData("1704067200000,2,3,1,2,4,5", "line 3", "the number of fields differs from the header's", "7 fields")]
    public void Broken_row_is_reported_with_line_column_value_and_what_is_allowed(string row, string where, string message, string got)
    {
        var text = Header + "1704063600000,2,3,1,2,4\n" + row + "\n1704070800000,2,3,1,2,4\n";
        foreach (var choice in new[] { CsvReaderChoice.Fast, CsvReaderChoice.CsvHelper })
        {
            var problem = ReadAll(text, choice).Report.Problems[0];
            Assert.Equal(($"x.csv:{where}", message, got), (problem.Field, problem.Message, problem.Got));
            Assert.False(string.IsNullOrEmpty(problem.Allowed));
        }
    }

    [Fact]
    public void All_problems_are_counted_and_the_first_fifty_listed()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 1000).Select(i => $"{1_704_067_200_000 + (i * 3_600_000L)},1,x,1,1,{(i % 2 == 0 ? "y" : "1")}\n"));
        var report = ReadAll(text, CsvReaderChoice.Fast).Report;
        Assert.Equal((1500L, 51), (report.ProblemCount, report.Problems.Count));
        Assert.Equal("1450 more problems are not listed", report.Problems[^1].Message);
    }

    [Theory]
    [InlineData("", "the first line is no header")]
    [InlineData("1704067200000,2,3,1,2,4,5\n", "the first line is no header")]
    [InlineData("open_time_ms,open,high,low,volume\n", "the column close is missing")]
    [InlineData("time,timestamp,open,high,low,close,volume\n", "the column open_time_ms stands there more than once")]
    [InlineData(Header, "the file has a header and no rows")]
    public void Header_that_cannot_serve_is_reported(string text, string message)
    {
        foreach (var choice in new[] { CsvReaderChoice.Fast, CsvReaderChoice.CsvHelper })
        {
            Assert.Equal(message, Assert.Single(ReadAll(text, choice).Report.Problems).Message);
        }
    }

    [Fact]
    public void Unclosed_quote_and_endless_line_are_reported()
    {
        Assert.NotEmpty(ReadAll(Header + "1704067200000,2,3,1,2,\"4\n1704070800000,2,3,1,2,4\n", CsvReaderChoice.ByContent).Report.Problems);
        Assert.NotEmpty(ReadAll(Header + new string('1', 1_000_000), CsvReaderChoice.ByContent).Report.Problems);
        Assert.NotEmpty(ReadAll("\"" + new string('x', 1_000_000), CsvReaderChoice.ByContent).Report.Problems);
    }

    private static (CandleCsvReport Report, List<Candle> Candles) ReadAll(string text, CsvReaderChoice choice)
    {
        var candles = new List<Candle>();
        var report = CandleCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), RandomCandles.Key("1h"), "x.csv", candles.Add, choice);
        return (report, candles);
    }

    /// <summary>Good and broken files, plain and odd ones: spaces, quotes, empty lines, both line ends, times in two spellings.</summary>
    private static string RandomFile(int seed)
    {
        var random = new Random(seed);
        var odd = seed % 2 == 1;
        var broken = seed % 3 == 0;
        var end = random.Next(2) == 0 ? "\n" : "\r\n";
        var delimiter = ",;\t|"[random.Next(4)];
        string[] columns = ["open_time", "open", "high", "low", "close", "volume", "quote_volume", "trades", "taker_buy_volume", "note"];
        var order = columns[..random.Next(6, 11)];
        random.Shuffle(order);
        var text = new StringBuilder(string.Join(delimiter, order)).Append(end);
        foreach (var c in RandomCandles.Make(seed, random.Next(1, 400), RandomCandles.Key("1h"), oddDoubles: seed % 5 == 0))
        {
            var fields = order.Select(name => name switch
            {
                "open_time" => odd && random.Next(2) == 0 ? DateTimeOffset.FromUnixTimeMilliseconds(c.OpenTimeMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") : $"{c.OpenTimeMs}",
                "open" => Text(c.Open),
                "high" => Text(c.High),
                "low" => Text(c.Low),
                "close" => Text(c.Close),
                "volume" => Text(c.Volume),
                "quote_volume" => Text(c.QuoteVolume),
                "trades" => Text(c.TradeCount),
                "taker_buy_volume" => Text(c.TakerBuyVolume),
                _ => odd ? "a note" : "5",
            }).ToArray();
            if (broken && random.Next(20) == 0)
            {
                fields[random.Next(fields.Length)] = random.Next(4) switch { 0 => "x", 1 => "-1", 2 => "", _ => "1e400" };
            }

            if (odd)
            {
                var at = random.Next(fields.Length);
                fields[at] = random.Next(3) switch { 0 => $"\"{fields[at]}\"", 1 => $" {fields[at]} ", _ => fields[at] };
            }

            text.Append(string.Join(delimiter, fields)).Append(odd && random.Next(30) == 0 ? end + end : end);
        }

        return random.Next(4) == 0 ? text.ToString().TrimEnd() : text.ToString();
    }

    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
