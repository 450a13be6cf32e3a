namespace Backtester.Core.Analysis.Paths;

/// <summary>
/// What moves an account, step by step: daily returns, or trades. A resampled path draws its steps from these.
/// </summary>
public sealed class AccountSteps
{
    private AccountSteps(double[] moves, bool compounds, double initial) => (Moves, Compounds, Initial) = (moves, compounds, initial);

    /// <summary>The moves in the order in which they happened: growth factors (at least 0) or money.</summary>
    public double[] Moves { get; }

    /// <summary>True where a move is a factor of the equity, false where it is an amount of money.</summary>
    public bool Compounds { get; }

    /// <summary>Equity before the first step, above 0.</summary>
    public double Initial { get; }

    /// <summary>Number of steps.</summary>
    public int Count => Moves.Length;

    /// <summary>Steps that are shares of the equity; a loss of more than everything is a loss of everything.</summary>
    /// <param name="returns">Simple returns; unknown ones (after an equity of 0) are left out.</param>
    /// <param name="initial">Equity before the first.</param>
    public static AccountSteps OfReturns(IEnumerable<double> returns, double initial) =>
        Of([.. returns.Where(double.IsFinite).Select(r => Math.Max(0, 1 + r))], compounds: true, initial);

    /// <summary>Steps that are amounts of money, whatever the equity.</summary>
    /// <param name="profits">Net profit of each step, quote currency.</param>
    /// <param name="initial">Equity before the first.</param>
    public static AccountSteps OfProfits(IEnumerable<double> profits, double initial) => Of([.. profits], compounds: false, initial);

    private static AccountSteps Of(double[] moves, bool compounds, double initial)
    {
        if (!(initial > 0) || !Array.TrueForAll(moves, double.IsFinite))
        {
            throw new ArgumentException($"steps: {moves.Length} moves of an account of {initial}; all must be known and the account above 0", nameof(moves));
        }

        return new AccountSteps(moves, compounds, initial);
    }
}
