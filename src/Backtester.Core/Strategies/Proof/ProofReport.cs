namespace Backtester.Core.Strategies.Proof;

/// <summary>A decision that knew the future.</summary>
/// <param name="Future">The future that gave it away.</param>
/// <param name="Decision">The decision that changed, or, where none did, the part that did.</param>
/// <param name="Field">The field of the definition whose part leaks first.</param>
/// <param name="Expression">The innermost part that leaks: its operands do not.</param>
/// <param name="Bar">The first bar that leaks, 0-based.</param>
/// <param name="TimeMs">Its open time, Unix ms.</param>
/// <param name="ReadsAhead">How many bars after it still change it; the rest of the series where it reads all.</param>
public sealed record Leak(FutureKind Future, string Decision, string Field, string Expression, int Bar, long TimeMs, int ReadsAhead);

/// <summary>How much decisions depend on where the series begins.</summary>
/// <param name="Declared">Bars before the first decision, as declared; null where nothing is declared.</param>
/// <param name="Settling">Bars after which the beginning should not matter; null where it always does, or nothing is declared.</param>
/// <param name="Measured">Greatest number of bars after a later beginning on which a decision still differed.</param>
/// <param name="Differences">Bars after <paramref name="Settling"/> on which a decision differed by more than the bound.</param>
/// <param name="Compared">Bars compared after <paramref name="Settling"/>; 0 where the series is too short.</param>
/// <param name="NeverForgets">Expressions that depend on the beginning for ever, such as running totals.</param>
public sealed record WarmUpReport(int? Declared, int? Settling, int Measured, int Differences, int Compared, IReadOnlyList<string> NeverForgets)
{
    /// <summary>Numbers may differ by this fraction of the column's greatest value; truth values not at all.</summary>
    public const double Bound = 1e-9;

    /// <summary>True where the bound holds, or where nothing is promised.</summary>
    public bool Holds => Differences == 0;
}

/// <summary>A condition that never changed on the candles of the proof, and so was not put to the test.</summary>
/// <param name="Field">The field of the definition.</param>
/// <param name="Expression">The condition.</param>
/// <param name="Always">The value that it always had.</param>
public sealed record IdleBranch(string Field, string Expression, bool Always);

/// <summary>What a proof put to the test.</summary>
/// <param name="Bars">Bars of the series.</param>
/// <param name="DecisionBars">Bars on which some signal was given.</param>
/// <param name="Branches">Branches of the conditions: two each.</param>
/// <param name="Exercised">Branches that were taken on some bar.</param>
/// <param name="Idle">Conditions of which one branch was never taken.</param>
public sealed record CoverageReport(int Bars, int DecisionBars, int Branches, int Exercised, IReadOnlyList<IdleBranch> Idle);

/// <summary>The result of a proof.</summary>
/// <param name="Strategy">What was proven.</param>
/// <param name="Cuts">Bars after which the future was replaced.</param>
/// <param name="Comparisons">Decisions and parts compared, byte by byte.</param>
/// <param name="Leaks">What knew the future, first bar first; empty where nothing did.</param>
/// <param name="WarmUp">How much the beginning matters.</param>
/// <param name="Coverage">What was put to the test.</param>
public sealed record ProofReport(string Strategy, int Cuts, long Comparisons, IReadOnlyList<Leak> Leaks, WarmUpReport WarmUp, CoverageReport Coverage)
{
    /// <summary>True where nothing leaks and the bound of the warm-up holds.</summary>
    public bool Passed => Leaks.Count == 0 && WarmUp.Holds;
}
