namespace Backtester.Core.Optimization;

/// <summary>How the sets of a search were simulated. The numbers of a set are the same on every way; the time is not.</summary>
/// <param name="Masks">Sets on the quick way.</param>
/// <param name="EventLoop">Sets that the event loop walked.</param>
/// <param name="Whole">Sets that were run and measured whole.</param>
/// <param name="Reasons">For each reason of the two slower ways the number of sets, in order of the words.</param>
public sealed record WalkCounts(int Masks, int EventLoop, int Whole, IReadOnlyDictionary<string, int> Reasons)
{
    /// <summary>Counts the measured sets.</summary>
    public static WalkCounts Of(IEnumerable<Trial> trials)
    {
        var (ways, reasons) = (new Dictionary<string, int>(StringComparer.Ordinal), new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var walked in trials.Where(t => t.IsMeasured).Select(t => t.Walked))
        {
            ways[walked.Way] = ways.GetValueOrDefault(walked.Way) + 1;
            if (walked.Reason is { } reason)
            {
                reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            }
        }

        return new WalkCounts(ways.GetValueOrDefault(WalkedBy.Masks), ways.GetValueOrDefault(WalkedBy.EventLoop), ways.GetValueOrDefault(WalkedBy.Whole), reasons);
    }
}
