namespace Backtester.Blazor.Api.Documents;

/// <summary>Why a run traded or did not, for the API's description; Backtester.Core writes it.</summary>
public sealed record ExplanationShape(FunnelShape Funnel, BarExplanationShape? Bar);

/// <summary>The bars of all symbols, the steps that stopped them, and the entries that filled; first_empty is the first step that let nothing through.</summary>
public sealed record FunnelShape(int Bars, IReadOnlyList<FunnelStepShape> Steps, int Entries, string? FirstEmpty);

/// <summary>signal, filters, position, risk, cash, size or order: bars that came to it and bars that ended there.</summary>
public sealed record FunnelStepShape(string Step, int Entered, int Stopped, IReadOnlyDictionary<string, int> Reasons);

/// <summary>A bar: the step in which it ended (or entry), the signals, the position at its close, and every rule with its parts.</summary>
public sealed record BarExplanationShape(
    string Symbol, DateTimeOffset Time, int Bar, string Step, string? Reason, IReadOnlyList<string> Signals, string? Position, IReadOnlyList<RulePartShape> Rules);

/// <summary>A rule (depth 0) or a part of one; the value is a number, true, false, or null where unknown.</summary>
public sealed record RulePartShape(string Field, string Expression, int Depth, object? Value);

/// <summary>The proof that a strategy does not know the future, for the API's description; Backtester.Core writes it.</summary>
public sealed record StrategyCheckShape(
    string Strategy,
    string Version,
    bool Passed,
    string Series,
    DateTimeOffset Start,
    DateTimeOffset End,
    int Bars,
    int Cuts,
    IReadOnlyList<string> Futures,
    long Comparisons,
    IReadOnlyList<LeakShape> Leaks,
    IReadOnlyList<FillLeakShape> FillLeaks,
    WarmUpShape WarmUp,
    CoverageShape Coverage,
    IReadOnlyList<string> Notes);

/// <summary>A decision that changed with the future: the innermost expression, the first bar, and how many bars ahead it reads.</summary>
public sealed record LeakShape(string Future, string Decision, string Field, string Expression, int Bar, DateTimeOffset Time, int ReadsAhead);

/// <summary>A fill or an equity that changed with the future, and the part of the run that knew it.</summary>
public sealed record FillLeakShape(string What, string Part, int Bar, DateTimeOffset Time, string Explanation);

/// <summary>How much decisions depend on where the series begins.</summary>
public sealed record WarmUpShape(int? Declared, int? Settling, int Measured, double Bound, int Compared, int Differences, IReadOnlyList<string> NeverForgets);

/// <summary>What was put to the test; idle conditions had one value throughout.</summary>
public sealed record CoverageShape(int Bars, int DecisionBars, int Branches, int Exercised, IReadOnlyList<IdleBranchShape> Idle);

/// <summary>A condition that never changed.</summary>
public sealed record IdleBranchShape(string Field, string Expression, bool Always);
