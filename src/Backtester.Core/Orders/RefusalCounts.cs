namespace Backtester.Core.Orders;

/// <summary>How many orders were refused, by reason.</summary>
public sealed class RefusalCounts
{
    private readonly int[] _counts = new int[Enum.GetValues<RefusalReason>().Length];

    /// <summary>Number of refusals for one reason.</summary>
    public int this[RefusalReason reason] => _counts[(int)reason];

    /// <summary>Counts one refusal.</summary>
    public void Add(RefusalReason reason) => _counts[(int)reason]++;

    /// <summary>Adds all counts of another.</summary>
    public void Add(RefusalCounts other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>The reasons that occurred, in the order of the enumeration.</summary>
    public IEnumerable<KeyValuePair<RefusalReason, int>> NonZero() =>
        Enum.GetValues<RefusalReason>().Where(r => _counts[(int)r] > 0).Select(r => KeyValuePair.Create(r, _counts[(int)r]));
}
