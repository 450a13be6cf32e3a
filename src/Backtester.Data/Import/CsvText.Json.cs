using System.Buffers;
using System.Text.Json;

namespace Backtester.Data.Import;

/// <content>Candles as a JSON array of arrays: freqtrade's files, and the body of Binance's klines answer.</content>
internal sealed partial class CsvText
{
    /// <summary>Reads the array element by element; the line of an element is its number, from 1.</summary>
    private CandleCheck? ReadJson(CsvProblems problems, Func<IReadOnlyList<string>, bool, CandleCheck?> begin, CancellationToken cancellation)
    {
        const string Allowed = "an array of candles such as [[1704067200000,1,2,1,2,10]], of 6 or 12 numbers each";
        if (_buffer.AsSpan(_start, _end - _start).TrimStart(" \t\r\n"u8)[0] == '{')
        {
            problems.Add(1, null, "the file is a JSON object", "{", Allowed);
            return null;
        }

        var text = new PrefixedStream(_buffer.AsMemory(_start, _end - _start), _stream);
        var bytes = new ArrayBufferWriter<byte>();
        CandleCheck? check = null;
        long line = 0;
        try
        {
            foreach (var candle in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(text, cancellationToken: cancellation).ToBlockingEnumerable(cancellation))
            {
                line++;
                var ranges = candle.ValueKind == JsonValueKind.Array ? FieldsOf(candle, bytes) : null;
                if (ranges is null)
                {
                    problems.Add(line, null, "not a candle", Shorten(candle.GetRawText()), Allowed);
                    continue;
                }

                check ??= begin([.. ranges.Select(r => System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan[r]))], true);
                if (check is null)
                {
                    return null;
                }

                check.Row(line, bytes.WrittenSpan, ranges);
            }
        }
        catch (JsonException malformed)
        {
            problems.Add(line + 1, null, $"the JSON ends or breaks: {malformed.Message}", null, Allowed);
        }

        return check ?? (problems.Total > 0 ? null : begin([""], true));
    }

    /// <summary>The fields of a candle as text, one after the other; null where one is neither number nor text.</summary>
    private static Range[]? FieldsOf(JsonElement candle, ArrayBufferWriter<byte> bytes)
    {
        bytes.ResetWrittenCount();
        var ranges = new List<Range>(12);
        foreach (var value in candle.EnumerateArray())
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.String => value.GetString(),
                _ => null,
            };
            if (text is null)
            {
                return null;
            }

            var from = bytes.WrittenCount;
            bytes.Write(System.Text.Encoding.UTF8.GetBytes(text));
            ranges.Add(from..bytes.WrittenCount);
        }

        return [.. ranges];
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
