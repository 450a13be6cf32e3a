using Backtester.Core.Runs.Explanation;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Pages.Strategies.Editing;

/// <summary>What the preview's chart draws, in columns: candles, and the first bar of each stretch on which a rule holds.</summary>
/// <param name="Time">Open times, Unix seconds, UTC.</param>
/// <param name="Open">First prices.</param>
/// <param name="High">Highest prices.</param>
/// <param name="Low">Lowest prices.</param>
/// <param name="Close">Last prices.</param>
/// <param name="Marks">Where rules fire, in order of time.</param>
public sealed record RuleChart(long[] Time, double[] Open, double[] High, double[] Low, double[] Close, IReadOnlyList<RuleMark> Marks)
{
    private static readonly (Signals Signal, string Word)[] Words =
        [(Signals.LongEntry, "long_entry"), (Signals.LongExit, "long_exit"), (Signals.ShortEntry, "short_entry"), (Signals.ShortExit, "short_exit")];

    /// <summary>From a preview.</summary>
    public static RuleChart Of(RulePreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var candles = preview.Candles;
        var times = new long[candles.Count];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = candles.OpenTimeMs[i] / 1000;
        }

        return new RuleChart(times, candles.Open.ToArray(), candles.High.ToArray(), candles.Low.ToArray(), candles.Close.ToArray(), MarksOf(preview.Signals.Span, times));
    }

    private static List<RuleMark> MarksOf(ReadOnlySpan<Signals> signals, long[] times)
    {
        var marks = new List<RuleMark>();
        var open = new int[Words.Length];
        Array.Fill(open, -1);
        for (var bar = 0; bar < signals.Length; bar++)
        {
            for (var w = 0; w < Words.Length; w++)
            {
                if ((signals[bar] & Words[w].Signal) == Signals.None)
                {
                    open[w] = -1;
                }
                else if (open[w] >= 0)
                {
                    marks[open[w]] = marks[open[w]] with { Bars = marks[open[w]].Bars + 1 };
                }
                else
                {
                    open[w] = marks.Count;
                    marks.Add(new RuleMark(times[bar], Words[w].Word, 1));
                }
            }
        }

        return marks;
    }
}

/// <summary>A stretch of bars on which a rule holds.</summary>
/// <param name="Time">Open time of its first bar, Unix seconds, UTC.</param>
/// <param name="Rule">long_entry, long_exit, short_entry or short_exit.</param>
/// <param name="Bars">Its length.</param>
public sealed record RuleMark(long Time, string Rule, int Bars);
