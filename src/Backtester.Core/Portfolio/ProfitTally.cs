using System.Runtime.Intrinsics;

namespace Backtester.Core.Portfolio;

/// <summary>Closed trades in a few running sums, added up in the order of exit: what a search keeps of them.</summary>
public record struct ProfitTally
{
    /// <summary>Number of closed trades.</summary>
    public int Count { get; private set; }

    /// <summary>Net profits above 0.</summary>
    public int Wins { get; private set; }

    /// <summary>Net profits below 0.</summary>
    public int Losses { get; private set; }

    /// <summary>Sum of the profits above 0.</summary>
    public double GrossWin { get; private set; }

    /// <summary>Sum of those below 0.</summary>
    public double GrossLoss { get; private set; }

    /// <summary>Sum of all.</summary>
    public double Sum { get; private set; }

    /// <summary>Adds a trade.</summary>
    /// <param name="profit">Net profit, quote currency.</param>
    public void Add(double profit)
    {
        // Whether a trade wins cannot be foretold, by a processor neither: no branch hangs on it. What is masked adds 0.
        var (value, zero) = (Vector128.CreateScalar(profit), Vector128<double>.Zero);
        Count++;
        Sum += profit;
        Wins += profit > 0 ? 1 : 0;
        Losses += profit < 0 ? 1 : 0;
        GrossWin += (value & Vector128.GreaterThan(value, zero)).ToScalar();
        GrossLoss += (value & Vector128.LessThan(value, zero)).ToScalar();
    }
}
