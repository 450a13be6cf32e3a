using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>A value of a Pine script as it is written.</summary>
internal abstract record PineExpression(TextSpan At);

/// <summary>A number; whole where it is written without a point.</summary>
internal sealed record PineNumber(TextSpan At, double Value, bool Whole) : PineExpression(At);

/// <summary>A text or a colour.</summary>
internal sealed record PineText(TextSpan At, string Value) : PineExpression(At);

/// <summary>true or false.</summary>
internal sealed record PineBoolean(TextSpan At, bool Value) : PineExpression(At);

/// <summary>A variable, a series or a constant, with its points.</summary>
internal sealed record PineName(TextSpan At, string Name) : PineExpression(At);

/// <summary>-x, +x or not x.</summary>
internal sealed record PineUnary(TextSpan At, string Operator, PineExpression Operand) : PineExpression(At);

/// <summary>An operation of two values.</summary>
internal sealed record PineBinary(TextSpan At, string Operator, PineExpression Left, PineExpression Right) : PineExpression(At);

/// <summary>c ? a : b.</summary>
internal sealed record PineConditional(TextSpan At, PineExpression Condition, PineExpression WhenTrue, PineExpression WhenFalse) : PineExpression(At);

/// <summary>x[n].</summary>
internal sealed record PineHistory(TextSpan At, PineExpression Source, PineExpression Offset) : PineExpression(At);

/// <summary>A call with positional and named arguments.</summary>
internal sealed record PineCall(TextSpan At, string Name, IReadOnlyList<PineExpression> Arguments, IReadOnlyDictionary<string, PineExpression> Named) : PineExpression(At);

/// <summary>[a, b, c].</summary>
internal sealed record PineList(TextSpan At, IReadOnlyList<PineExpression> Items) : PineExpression(At);

/// <summary>if and switch, as a statement or as a value (that of the last statement of the branch taken). The last branch may be without a condition.</summary>
internal sealed record PineChoice(TextSpan At, string Word, IReadOnlyList<PineBranch> Branches) : PineExpression(At);

/// <summary>A branch of a choice.</summary>
/// <param name="Condition">Null for else.</param>
/// <param name="Body">Its statements.</param>
internal sealed record PineBranch(PineExpression? Condition, IReadOnlyList<PineStatement> Body);

/// <summary>A statement of a Pine script.</summary>
internal abstract record PineStatement(TextSpan At);

/// <summary>x = value, or x := value where it is assigned anew.</summary>
internal sealed record PineAssign(TextSpan At, string Name, PineExpression Value, bool Anew, bool Keeps, string? Type) : PineStatement(At);

/// <summary>[a, b, c] = call.</summary>
internal sealed record PineTupleAssign(TextSpan At, IReadOnlyList<string> Names, PineExpression Value) : PineStatement(At);

/// <summary>A call, a choice or a bare value.</summary>
internal sealed record PineEvaluate(TextSpan At, PineExpression Value) : PineStatement(At);

/// <summary>A function of the script's own; its value is that of its last statement.</summary>
internal sealed record PineFunction(TextSpan At, string Name, IReadOnlyList<string> Parameters, IReadOnlyList<PineStatement> Body) : PineStatement(At);

/// <summary>A statement that is not translated.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Names">What it assigns or defines, which is unknown from here on.</param>
/// <param name="Trades">True where it holds or decides orders.</param>
internal sealed record PineSkipped(TextSpan At, string Reason, IReadOnlyList<string> Names, bool Trades) : PineStatement(At);
