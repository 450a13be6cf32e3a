using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Import;

/// <summary>What is wrong with a candle, and how it is noted.</summary>
internal sealed partial class CandleCheck
{
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
