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
        Count++;
        Sum += profit;
        if (profit > 0)
        {
            Wins++;
            GrossWin += profit;
        }
        else if (profit < 0)
        {
            Losses++;
            GrossLoss += profit;
        }
    }
}
