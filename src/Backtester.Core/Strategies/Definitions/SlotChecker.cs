using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Checks formulas against what their field asks for.</summary>
internal sealed class SlotChecker
{
    private readonly FormulaScope _scope;
    private readonly DiagnosticBag _problems;

    public SlotChecker(StrategyDefinition definition, DiagnosticBag problems)
    {
        _problems = problems;
        _scope = new FormulaScope(definition.Parameters.Select(p => new FormulaParameter(p.Name, p.Default, p.Kind == ParameterKind.Boolean)));
    }

    public void Lines(IReadOnlyList<DefinitionLine> lines)
    {
        if (lines.Count > FormulaLimits.Lines)
        {
            Begin(lines[0].Value);
            _problems.Add(new TextSpan(1, 1), "the definition has too many lines", $"{lines.Count}", $"at most {FormulaLimits.Lines}");
            return;
        }

        // A line may speak of the position; the fields that may not refuse it where they use the line.
        _scope.LaterLines = lines.Select(l => l.Name).ToHashSet();
        foreach (var line in lines)
        {
            Begin(line.Value);
            if (!LanguageNames.IsWellFormed(line.Name) || LanguageNames.IsTaken(line.Name) || _scope.Knows(line.Name))
            {
                _problems.Path = $"lines.{line.Name}";
                _problems.Add(
                    new TextSpan(1, 1),
                    LanguageNames.IsTaken(line.Name) ? "the name belongs to the language" : _scope.Knows(line.Name) ? "the name is there already" : "this is not a name",
                    line.Name,
                    "small letters, digits and _, a letter first, each name once");
                continue;
            }

            _scope.Position = PositionUse.All;
            _scope.AddLine(line.Name, line.Value == DefinitionChecker.Broken ? null : TypeChecker.Check(line.Value.Expression, _scope, _problems));
        }
    }

    public void Rule(Formula? formula, PositionUse position)
    {
        if (Type(formula, position) is { Kind: not ValueKind.Boolean } type)
        {
            _problems.Add(formula!.Expression.At, "a rule is true or false", type.Shown, "a condition such as close > open");
        }
    }

    public FormulaType? Distance(Formula? formula)
    {
        if (Type(formula, PositionUse.Side) is not { } type)
        {
            return null;
        }

        if (!type.IsQuantity)
        {
            _problems.Add(formula!.Expression.At, "a distance is a number or a percentage", type.Shown, "2 * atr(14), or 2%");
        }
        else if (type.Dependence == Dependence.Constant && !(type.Value > 0))
        {
            _problems.Add(formula!.Expression.At, "a distance must be above 0", FormulaPrinter.Print(type.Value), "2 * atr(14), or 2%");
        }

        return type;
    }

    public void Price(Formula? formula)
    {
        if (Type(formula, PositionUse.Side) is { } type && type.Kind != ValueKind.Number)
        {
            _problems.Add(formula!.Expression.At, "a price is a number", type.Shown, "close - 0.5 * atr(14), or close * 0.99");
        }
    }

    public void Count(Formula? formula, int least)
    {
        if (Type(formula, PositionUse.ConstantsOnly) is { } type
            && BarCounts.Check(_problems, formula!.Expression, type, "the number", FormulaLimits.Window)
            && type.Value < least)
        {
            _problems.Add(formula.Expression.At, "the number is too small", FormulaPrinter.Print(type.Value), $"at least {least}");
        }
    }

    public void Constant(Formula? formula, ValueKind? kind, double least, double most, string allowed)
    {
        if (Type(formula, PositionUse.ConstantsOnly) is not { } type)
        {
            return;
        }

        var fits = kind is null ? type.IsQuantity : type.Kind == kind;
        if (!fits)
        {
            _problems.Add(formula!.Expression.At, "the value is of the wrong kind", type.Shown, allowed);
        }
        else if (type.Kind != ValueKind.Boolean && !(type.Value >= least && type.Value <= most))
        {
            _problems.Add(formula!.Expression.At, "the value is out of bounds", FormulaPrinter.Print(type.Value), allowed);
        }
    }

    private FormulaType? Type(Formula? formula, PositionUse position)
    {
        if (formula is null)
        {
            return null;
        }

        Begin(formula);
        _scope.Position = position;
        return TypeChecker.Check(formula.Expression, _scope, _problems);
    }

    private void Begin(Formula formula) => (_problems.Path, _problems.DocumentLine, _problems.DocumentColumn) = (formula.Path, formula.DocumentLine, formula.DocumentColumn);
}
