using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Import;

/// <summary>
/// Rows on their way from a file into a series: parses the fields of each row, checks the candle they make and passes it
/// on while nothing is wrong. Everything that is wrong is noted, with line, column, value and what is allowed.
/// </summary>
internal sealed partial class CandleCheck
{
    private const string AllowedTime = "Unix milliseconds, or ISO 8601 such as 2024-01-31T00:00:00Z";
    private const string AllowedNumber = "a finite decimal number";

    /// <summary>1980-01-01: seconds taken for milliseconds would give a time in January 1970.</summary>
    private const long EarliestMs = 315_532_800_000;

    /// <summary>2200-01-01: microseconds taken for milliseconds lie far beyond it.</summary>
    private const long LatestMs = 7_258_118_400_000;

    private readonly CsvColumns _columns;
    private readonly CsvProblems _problems;
    private readonly Timeframe _timeframe;
    private readonly Action<Candle> _take;
    private readonly double[] _values = new double[10];
    private readonly bool _unitIsOpen;
    private readonly int _timeOfDay;
    private TimeUnit _unit;
    private long _lastMs = long.MinValue;
    private long _lastLine;

    /// <summary>A check of rows laid out as <paramref name="columns"/> say, on the grid of <paramref name="timeframe"/>.</summary>
    public CandleCheck(CsvColumns columns, CsvProblems problems, Timeframe timeframe, Action<Candle> take)
    {
        (_columns, _problems, _timeframe, _take) = (columns, problems, timeframe, take);
        FieldCount = columns.Fields.Length;
        (_unitIsOpen, _timeOfDay) = (columns.TimeUnitIsOpen, columns.TimeOfDayField);
        _values.AsSpan().Fill(double.NaN);
    }

    /// <summary>Number of fields in the header, and so in each row.</summary>
    public int FieldCount { get; }

    /// <summary>True where the file has no header: the first line is a row too.</summary>
    public bool FirstLineIsRow => !_columns.HasHeader;

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Open time of the first candle; <see cref="long.MaxValue"/> where there is none.</summary>
    public long FirstMs { get; private set; } = long.MaxValue;

    /// <summary>Open time of the last candle.</summary>
    public long LastMs => _lastMs;

    /// <summary>
    /// Checks the row that begins at <paramref name="at"/>, where all its fields are plain digits with at most a point.
    /// </summary>
    /// <param name="line">Its line in the file, from 1.</param>
    /// <param name="data">Lines, the last one closed by a line feed.</param>
    /// <param name="at">Where the row begins; becomes the begin of the next row.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <returns>False where the row is not that plain; nothing was noted or moved then.</returns>
    public bool TryPlainRow(long line, ReadOnlySpan<byte> data, ref int at, byte delimiter)
    {
        if (_timeOfDay >= 0)
        {
            return false;
        }

        var fields = _columns.Fields;
        long time = 0;
        var i = at;
        for (var f = 0; f < fields.Length; f++)
        {
            ulong mantissa = 0;
            var start = i;
            var decimals = 0;
            for (; (uint)(data[i] - '0') <= 9; i++)
            {
                mantissa = (mantissa * 10) + (uint)(data[i] - '0');
            }

            var digits = i - start;
            if (data[i] == '.')
            {
                start = ++i;
                for (; (uint)(data[i] - '0') <= 9; i++)
                {
                    mantissa = (mantissa * 10) + (uint)(data[i] - '0');
                }

                decimals = i - start;
                digits += decimals;
            }

            // 18 digits cannot overflow, so what is below 2^53 really is.
            if (digits is 0 or > 18 || mantissa >= CsvNumber.FirstInexact || !EndsField(data, ref i, f == fields.Length - 1, delimiter))
            {
                return false;
            }

            if (fields[f] is not { } column)
            {
                continue;
            }

            if (column != CandleColumn.OpenTime)
            {
                _values[(int)column] = decimals == 0 ? mantissa : mantissa / CsvNumber.PowersOfTen[decimals];
            }
            else if (decimals == 0)
            {
                time = (long)mantissa;
            }
            else
            {
                return false;
            }
        }

        at = i;
        Rows++;
        if (TryMilliseconds(line, ref time))
        {
            Judge(line, time);
        }

        return true;
    }

    /// <summary>Checks a row.</summary>
    /// <param name="line">Its line in the file, from 1.</param>
    /// <param name="text">The line's bytes.</param>
    /// <param name="ranges">The fields within them, without quotes.</param>
    public void Row(long line, ReadOnlySpan<byte> text, ReadOnlySpan<Range> ranges)
    {
        Rows++;
        if (ranges.Length != FieldCount)
        {
            var got = ranges.Length == 1 ? "1 field" : $"{ranges.Length} fields";
            _problems.Add(line, null, "the number of fields differs from the header's", got, $"{FieldCount} fields");
            return;
        }

        var before = _problems.Total;
        long time = 0;
        _values.AsSpan(1).Fill(double.NaN);
        var fields = _columns.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is not { } column)
            {
                continue;
            }

            var field = Trim(text[ranges[i]]);
            if (column == CandleColumn.OpenTime)
            {
                time = ReadTime(line, i, field, text, ranges);
            }
            else if (!(field.IsEmpty && column.IsOptional()) && !CsvNumber.TryParse(field, out _values[(int)column]))
            {
                Note(line, i, "not a number", field, AllowedNumber);
            }
        }

        if (_problems.Total == before)
        {
            Judge(line, time);
        }
    }

    private long ReadTime(long line, int index, ReadOnlySpan<byte> field, ReadOnlySpan<byte> text, ReadOnlySpan<Range> ranges)
    {
        if (_timeOfDay >= 0)
        {
            var clock = Trim(text[ranges[_timeOfDay]]);
            if (DateAndClock.TryParse(field, clock, out var joined))
            {
                return joined;
            }

            Note(line, index, "date and time are none", Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(field)} {Encoding.UTF8.GetString(clock)}"), "2024-01-31 and 23:59:00");
            return 0;
        }

        if (!CsvNumber.TryParseTime(field, out var time))
        {
            Note(line, index, "not a time", field, AllowedTime);
            return 0;
        }

        if (!field.Contains((byte)'-') && !field.Contains((byte)':'))
        {
            TryMilliseconds(line, ref time);
        }

        return time;
    }

    /// <summary>Brings a Unix time to milliseconds; its unit is that of the file's first time.</summary>
    private bool TryMilliseconds(long line, ref long time)
    {
        if (!_unitIsOpen)
        {
            return true;
        }

        if (_unit == TimeUnit.Unknown)
        {
            _unit = TimeUnits.Of(time);
        }

        if (TimeUnits.TryToMilliseconds(_unit, time, out var milliseconds))
        {
            time = milliseconds;
            return true;
        }

        _problems.Add(line, NameOf(CandleColumn.OpenTime), "not a whole number of milliseconds", $"{time} microseconds", AllowedTime);
        return false;
    }

    private static bool EndsField(ReadOnlySpan<byte> data, ref int i, bool last, byte delimiter)
    {
        if (!last)
        {
            return data[i++] == delimiter;
        }

        i += data[i] == '\r' ? 1 : 0;
        return data[i++] == '\n';
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field) =>
        !field.IsEmpty && (field[0] <= ' ' || field[^1] <= ' ') ? field.Trim(" \t"u8) : field;
}
