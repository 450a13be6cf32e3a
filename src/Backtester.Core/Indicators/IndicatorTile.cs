using System.Numerics;

namespace Backtester.Core.Indicators;

/// <summary>
/// A stretch of input columns and the room for the outputs. What an indicator reads is said by
/// <see cref="Indicator.Reads"/>; the other columns may be empty. All spans in use have the same length.
/// </summary>
public ref struct IndicatorTile
{
    /// <summary>The series given as argument, e.g. the close or another indicator.</summary>
    public ReadOnlySpan<double> Source;

    /// <summary>The second series, for indicators of two (correlation).</summary>
    public ReadOnlySpan<double> Source2;

    /// <summary>Open times, Unix ms.</summary>
    public ReadOnlySpan<long> OpenTimeMs;

    /// <summary>Open prices.</summary>
    public ReadOnlySpan<double> Open;

    /// <summary>High prices.</summary>
    public ReadOnlySpan<double> High;

    /// <summary>Low prices.</summary>
    public ReadOnlySpan<double> Low;

    /// <summary>Close prices.</summary>
    public ReadOnlySpan<double> Close;

    /// <summary>Volumes.</summary>
    public ReadOnlySpan<double> Volume;

    /// <summary>Taker buy volumes; empty where unknown.</summary>
    public ReadOnlySpan<double> TakerBuyVolume;

    /// <summary>First output.</summary>
    public Span<double> Output;

    /// <summary>Second output.</summary>
    public Span<double> Output2;

    /// <summary>Third output.</summary>
    public Span<double> Output3;

    /// <summary>Fourth output.</summary>
    public Span<double> Output4;

    /// <summary>Rows [start, start + length) of every column that is there.</summary>
    public readonly IndicatorTile Slice(int start, int length)
    {
        return new IndicatorTile
        {
            Source = Part(Source, start, length),
            Source2 = Part(Source2, start, length),
            OpenTimeMs = OpenTimeMs.IsEmpty ? OpenTimeMs : OpenTimeMs.Slice(start, length),
            Open = Part(Open, start, length),
            High = Part(High, start, length),
            Low = Part(Low, start, length),
            Close = Part(Close, start, length),
            Volume = Part(Volume, start, length),
            TakerBuyVolume = Part(TakerBuyVolume, start, length),
            Output = Output.Slice(start, length),
            Output2 = Output2.IsEmpty ? Output2 : Output2.Slice(start, length),
            Output3 = Output3.IsEmpty ? Output3 : Output3.Slice(start, length),
            Output4 = Output4.IsEmpty ? Output4 : Output4.Slice(start, length),
        };
    }

    /// <summary>Writes NaN into every output.</summary>
    internal readonly void FillUnknown()
    {
        Output.Fill(double.NaN);
        Output2.Fill(double.NaN);
        Output3.Fill(double.NaN);
        Output4.Fill(double.NaN);
    }

    /// <summary>The first row of [start, end) in which a column that is read is unknown, or <paramref name="end"/>.</summary>
    internal readonly int FirstUnknown(IndicatorInputs reads, int start, int end)
    {
        if ((reads & IndicatorInputs.Source) != IndicatorInputs.None)
        {
            end = FirstUnknown(Source, start, end);
        }

        if ((reads & IndicatorInputs.Source2) != IndicatorInputs.None)
        {
            end = FirstUnknown(Source2, start, end);
        }

        if ((reads & IndicatorInputs.Open) != IndicatorInputs.None)
        {
            end = FirstUnknown(Open, start, end);
        }

        if ((reads & IndicatorInputs.High) != IndicatorInputs.None)
        {
            end = FirstUnknown(High, start, end);
        }

        if ((reads & IndicatorInputs.Low) != IndicatorInputs.None)
        {
            end = FirstUnknown(Low, start, end);
        }

        if ((reads & IndicatorInputs.Close) != IndicatorInputs.None)
        {
            end = FirstUnknown(Close, start, end);
        }

        return (reads & IndicatorInputs.Volume) != IndicatorInputs.None ? FirstUnknown(Volume, start, end) : end;
    }

    /// <summary>The first row of [start, end) that is NaN or infinite, or <paramref name="end"/>.</summary>
    internal static int FirstUnknown(ReadOnlySpan<double> column, int start, int end)
    {
        var i = start;
        for (; i + Vector<double>.Count <= end; i += Vector<double>.Count)
        {
            // v − v is 0 for finite numbers alone.
            var v = new Vector<double>(column[i..]);
            if (!Vector.EqualsAll(v - v, Vector<double>.Zero))
            {
                break;
            }
        }

        while (i < end && double.IsFinite(column[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>Refuses columns and outputs that are not as long as the first output.</summary>
    internal readonly void Require(IndicatorInputs reads, int outputs)
    {
        var rows = Output.Length;
        Require((reads & IndicatorInputs.Source) != IndicatorInputs.None, nameof(Source), Source.Length, rows);
        Require((reads & IndicatorInputs.Source2) != IndicatorInputs.None, nameof(Source2), Source2.Length, rows);
        Require((reads & IndicatorInputs.OpenTime) != IndicatorInputs.None, nameof(OpenTimeMs), OpenTimeMs.Length, rows);
        Require((reads & IndicatorInputs.Open) != IndicatorInputs.None, nameof(Open), Open.Length, rows);
        Require((reads & IndicatorInputs.High) != IndicatorInputs.None, nameof(High), High.Length, rows);
        Require((reads & IndicatorInputs.Low) != IndicatorInputs.None, nameof(Low), Low.Length, rows);
        Require((reads & IndicatorInputs.Close) != IndicatorInputs.None, nameof(Close), Close.Length, rows);
        Require((reads & IndicatorInputs.Volume) != IndicatorInputs.None, nameof(Volume), Volume.Length, rows);
        Require(!TakerBuyVolume.IsEmpty, nameof(TakerBuyVolume), TakerBuyVolume.Length, rows);
        Require(outputs > 1, nameof(Output2), Output2.Length, rows);
        Require(outputs > 2, nameof(Output3), Output3.Length, rows);
        Require(outputs > 3, nameof(Output4), Output4.Length, rows);
    }

    private static void Require(bool needed, string column, int length, int rows)
    {
        if (needed && length != rows)
        {
            throw new ArgumentException($"{column}: {length} rows, but the first output has {rows}; a column that is read, and every output, must have as many", column);
        }
    }

    private static ReadOnlySpan<double> Part(ReadOnlySpan<double> column, int start, int length) =>
        column.IsEmpty ? column : column.Slice(start, length);
}
