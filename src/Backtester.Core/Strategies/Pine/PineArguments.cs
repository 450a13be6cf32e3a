using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>The arguments of a call by their place, whether they were given in order or by name.</summary>
internal sealed class PineArguments(PineTranslation translation, PineCall call, string[] names)
{
    public TextSpan At => call.At;

    public PineTrees Trees => translation.Trees;

    /// <summary>Refuses what the function does not take, and what it needs and did not get.</summary>
    public void Check(int required)
    {
        foreach (var name in call.Named.Keys.Where(n => !names.Contains(n)))
        {
            throw new PineException(call.At, $"{call.Name} has no argument {name} that is translated");
        }

        if (call.Arguments.Count > names.Length)
        {
            throw new PineException(call.At, $"{call.Name} takes at most {names.Length} arguments here: {string.Join(", ", names)}");
        }

        for (var i = 0; i < required; i++)
        {
            if (Find(i) is null)
            {
                throw new PineException(call.At, $"{call.Name} needs {names[i]}");
            }
        }
    }

    public bool Has(int index) => Find(index) is not null;

    public Expression this[int index] => translation.Expressions.Tree(Find(index) ?? throw new PineException(call.At, $"{call.Name} needs {names[index]}"));

    public PineValue Value(int index) => translation.Expressions.Value(Find(index)!);

    /// <summary>The argument, or a number where it was left out.</summary>
    public Expression Or(int index, double byDefault) => Has(index) ? this[index] : PineTrees.Number(call.At, byDefault);

    /// <summary>A call of the language.</summary>
    public Expression Call(string name, params Expression[] arguments) => Trees.Call(call.At, name, arguments);

    public Expression Binary(BinaryOperator op, Expression left, Expression right) => Trees.Binary(call.At, op, left, right);

    public Expression Number(double value) => PineTrees.Number(call.At, value);

    public NameExpression Name(string name) => PineTrees.Name(call.At, name);

    /// <summary>Refuses an argument that is not the one series on which the language's indicator works.</summary>
    public void MustBe(int index, string series)
    {
        if (Has(index) && !(translation.Written(this[index]) is NameExpression name && name.Name == series))
        {
            throw new PineException(call.At, $"{call.Name} is translated for {series} alone");
        }
    }

    /// <summary>Refuses arguments that must say the same.</summary>
    public void MustEqual(int index, int other)
    {
        if (!FormulaPrinter.Same(translation.Written(this[index]), translation.Written(this[other])))
        {
            throw new PineException(call.At, $"{call.Name} is translated where {names[index]} equals {names[other]}");
        }
    }

    private PineExpression? Find(int index) => index < call.Arguments.Count ? call.Arguments[index] : call.Named.GetValueOrDefault(names[index]);
}
