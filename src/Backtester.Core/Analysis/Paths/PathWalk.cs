namespace Backtester.Core.Analysis.Paths;

/// <summary>One account on its way: what a path's columns hold, carried from step to step.</summary>
internal struct PathWalk(double initial)
{
    private double _peak = initial;
    private int _below;
    private int _recovered;

    public double Equity { get; private set; } = initial;

    public double Lowest { get; private set; } = initial;

    public double Deepest { get; private set; } = 1;

    /// <summary>Most steps from a peak until it was reached again, or until now: one more than those below it, where it was.</summary>
    private readonly int Longest => Math.Max(_recovered > 0 ? _recovered + 1 : 0, _below);

    /// <summary>Takes a step.</summary>
    /// <param name="move">A factor or an amount.</param>
    /// <param name="compounds">Which of the two.</param>
    public void Take(double move, bool compounds)
    {
        // An account that is used up stays so: nothing is traded with nothing.
        Equity = compounds ? Equity * move : Equity > 0 ? Math.Max(Equity + move, 0) : 0;
        if (Equity < _peak)
        {
            _below++;
        }
        else
        {
            _recovered = Math.Max(_recovered, _below);
            (_peak, _below) = (Equity, 0);
        }

        Deepest = Math.Min(Deepest, Equity / _peak);
        Lowest = Math.Min(Lowest, Equity);
    }

    public readonly void Write(PathColumns columns, int path)
    {
        columns.Final[path] = Equity;
        columns.Deepest[path] = Deepest;
        columns.Longest[path] = Longest;
        columns.Lowest[path] = Lowest;
    }

    /// <summary>The walk of one sequence of moves.</summary>
    public static PathColumns Of(AccountSteps steps)
    {
        var columns = new PathColumns(1, []);
        var walk = new PathWalk(steps.Initial);
        for (var i = 0; i < steps.Count; i++)
        {
            walk.Take(steps.Moves[i], steps.Compounds);
        }

        walk.Write(columns, 0);
        return columns;
    }
}
