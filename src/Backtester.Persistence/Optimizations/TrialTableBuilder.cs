using System.Text;
using System.Text.Json;
using Backtester.Core.Optimization;

namespace Backtester.Persistence.Optimizations;

/// <summary>
/// Rows of trials to columns, without an object for each: a hundred thousand are read in the time that a page may take. A
/// property that a row lacks is unknown there, and one that first comes in a later row was unknown before.
/// </summary>
internal sealed class TrialTableBuilder
{
    private readonly List<int> _numbers = [];
    private readonly List<double> _scores = [];
    private readonly List<bool> _measured = [];
    private readonly Dictionary<int, string> _notes = [];
    private readonly List<(byte[] Name, List<double> Values)> _parameters = [];
    private readonly List<(byte[] Name, List<double> Values)> _metrics = [];
    private byte[] _bytes = new byte[1024];

    /// <summary>Adds a row; numbers rise.</summary>
    public void Add(int number, string parametersJson, string? metricsJson, double? score, string? note)
    {
        var row = _numbers.Count;
        _numbers.Add(number);
        _scores.Add(score ?? double.NaN);
        _measured.Add(metricsJson is not null);
        if (note is not null)
        {
            _notes[row] = note;
        }

        Read(parametersJson, _parameters, row);
        if (metricsJson is not null)
        {
            Read(metricsJson, _metrics, row);
        }
    }

    /// <summary>The table of all rows.</summary>
    public TrialTable Build() => new([.. _numbers], [.. _scores], Columns(_parameters), Columns(_metrics), [.. _measured], _notes);

    private void Read(string json, List<(byte[] Name, List<double> Values)> columns, int row)
    {
        var size = Encoding.UTF8.GetMaxByteCount(json.Length);
        if (_bytes.Length < size)
        {
            _bytes = new byte[size];
        }

        var reader = new Utf8JsonReader(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, _bytes)));
        reader.Read();
        for (var next = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; next++)
        {
            // Rows have their properties in the same order: the column is nearly always the next.
            var column = next < columns.Count && reader.ValueTextEquals(columns[next].Name) ? next : ColumnOf(ref reader, columns);
            reader.Read();
            if (reader.TokenType is JsonTokenType.Number or JsonTokenType.Null)
            {
                Fill(columns[column].Values, row);
                columns[column].Values.Add(reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble());
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static int ColumnOf(ref Utf8JsonReader reader, List<(byte[] Name, List<double> Values)> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (reader.ValueTextEquals(columns[i].Name))
            {
                return i;
            }
        }

        columns.Add((Encoding.UTF8.GetBytes(reader.GetString()!), []));
        return columns.Count - 1;
    }

    private static void Fill(List<double> values, int count)
    {
        while (values.Count < count)
        {
            values.Add(double.NaN);
        }
    }

    private List<KeyValuePair<string, double[]>> Columns(List<(byte[] Name, List<double> Values)> columns) => columns.ConvertAll(column =>
    {
        Fill(column.Values, _numbers.Count);
        return KeyValuePair.Create(Encoding.UTF8.GetString(column.Name), column.Values.ToArray());
    });
}
