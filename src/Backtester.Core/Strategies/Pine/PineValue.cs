using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>What a name or an expression of a script stands for in the definition.</summary>
internal abstract record PineValue;

/// <summary>A formula.</summary>
internal sealed record PineTree(Expression Tree) : PineValue;

/// <summary>A text, or one of Pine's constants by its name, such as strategy.long.</summary>
internal sealed record PineWord(string Word) : PineValue;

/// <summary>strategy.position_size and strategy.opentrades, of which only comparisons with 0 have a meaning here.</summary>
internal sealed record PinePosition(bool Signed) : PineValue;

/// <summary>A point in time: dates belong to the run, not to the strategy.</summary>
internal sealed record PineTime : PineValue;

/// <summary>Something that was not translated.</summary>
internal sealed record PineUnknown(PineReport Report) : PineValue;

/// <summary>A function of the script's own.</summary>
internal sealed record PineOwnFunction(PineFunction Function) : PineValue;
