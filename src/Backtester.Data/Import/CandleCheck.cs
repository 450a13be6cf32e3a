using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Import;

/// <summary>
/// Rows on their way from a file into a series: parses the fields of each row, checks the candle they make and passes it
/// on while nothing is wrong. Everything that is wrong is noted, with line, column, value and what is allowed.
/// </summary>
internal sealed class CandleCheck
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

    private void Judge(long line, long time)
    {
        var before = _problems.Total;
        JudgeTime(line, time);
        var candle = new Candle(
            time, _values[2], _values[3], _values[4], _values[5], _values[6] + 0.0, _values[7] + 0.0, _values[8] + 0.0, _values[9] + 0.0);
        for (var column = CandleColumn.Open; column <= CandleColumn.Close; column++)
        {
            if (!(_values[(int)column] > 0))
            {
                Note(line, column, "a price must be positive", "more than 0");
            }
        }

        for (var column = CandleColumn.Volume; column <= CandleColumn.TakerBuyVolume; column++)
        {
            if (_values[(int)column] < 0)
            {
                Note(line, column, "it must not be negative", "0 or more");
            }
        }

        if (candle.High < candle.Low)
        {
            Note(line, CandleColumn.High, "high is below low", $"{candle.Low:R} (low) or more");
        }
        else
        {
            JudgeInside(line, CandleColumn.Open, candle.Open, candle);
            JudgeInside(line, CandleColumn.Close, candle.Close, candle);
        }

        if (_problems.Total == before)
        {
            FirstMs = Math.Min(FirstMs, time);
            _take(candle);
        }
    }

    private void JudgeInside(long line, CandleColumn column, double price, in Candle candle)
    {
        if (price < candle.Low || price > candle.High)
        {
            Note(line, column, $"{column.Name()} lies outside low and high", $"{candle.Low:R} to {candle.High:R}");
        }
    }

    private void JudgeTime(long line, long time)
    {
        if (time is < EarliestMs or >= LatestMs)
        {
            NoteTime(line, time, "the time is out of all bounds", $"{AllowedTime}, from 1980 to 2199");
            return;
        }

        var place = _timeframe.Floor(time);
        if (place != time)
        {
            NoteTime(line, time, $"not the open time of a candle of {_timeframe}", $"{Show(place)} or {Show(place + _timeframe.Milliseconds)}");
        }
        else if (time == _lastMs)
        {
            NoteTime(line, time, $"the same open time as in line {_lastLine}", "each open time once");
        }
        else if (time < _lastMs)
        {
            NoteTime(line, time, $"earlier than line {_lastLine}", $"rows in rising order: after {Show(_lastMs)}");
            return;
        }

        (_lastMs, _lastLine) = (time, line);
    }

    private void NoteTime(long line, long time, string message, string allowed)
    {
        var inside = time is >= EarliestMs and < LatestMs;
        _problems.Add(line, NameOf(CandleColumn.OpenTime), message, inside ? Show(time) : $"{time}", allowed);
    }

    private void Note(long line, int field, string message, ReadOnlySpan<byte> value, string allowed)
    {
        var got = value.IsEmpty ? "nothing" : Encoding.UTF8.GetString(value[..Math.Min(60, value.Length)]);
        _problems.Add(line, _columns.FieldNames[field], message, got, allowed);
    }

    private void Note(long line, CandleColumn column, string message, string allowed) =>
        _problems.Add(line, NameOf(column), message, _values[(int)column].ToString("R"), allowed);

    private string NameOf(CandleColumn column) => _columns.FieldNames[Array.IndexOf(_columns.Fields, column)];

    private static string Show(long timeMs) => $"{timeMs} ({DateTimeOffset.FromUnixTimeMilliseconds(timeMs):yyyy-MM-dd'T'HH:mm:ss'Z'})";
}
