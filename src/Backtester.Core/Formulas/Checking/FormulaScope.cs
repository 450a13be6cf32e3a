namespace Backtester.Core.Formulas.Checking;

/// <summary>A parameter as formulas see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">The value with which a definition is checked.</param>
/// <param name="IsBoolean">True for true-or-false parameters, held as 1 and 0.</param>
public readonly record struct FormulaParameter(string Name, double Default, bool IsBoolean = false);

/// <summary>Which words about the open position a formula may use.</summary>
public enum PositionUse
{
    /// <summary>None: entries, signals, filters.</summary>
    None,

    /// <summary><c>position</c> alone, the side about to be taken (1 long, −1 short): stops and targets.</summary>
    Side,

    /// <summary>All: exit rules.</summary>
    All,

    /// <summary>Nothing but parameters and numbers: constraints, bar counts, weights.</summary>
    ConstantsOnly,
}

/// <summary>The names that a formula may use beyond those of the language: parameters and the lines above it.</summary>
public sealed class FormulaScope
{
    private readonly Dictionary<string, FormulaParameter> _parameters = [];
    private readonly Dictionary<string, FormulaType?> _lines = [];

    /// <summary>A scope with parameters and, so far, without lines.</summary>
    public FormulaScope(IEnumerable<FormulaParameter>? parameters = null)
    {
        foreach (var parameter in parameters ?? [])
        {
            _parameters[parameter.Name] = parameter;
        }
    }

    /// <summary>What may be said of the open position.</summary>
    public PositionUse Position { get; set; }

    /// <summary>Names of lines that stand further below, for a better error.</summary>
    public IReadOnlySet<string> LaterLines { get; set; } = new HashSet<string>();

    internal IEnumerable<string> Names => _parameters.Keys.Concat(_lines.Keys);

    /// <summary>Adds a line; a null type marks one with an error of its own, which is not reported again where it is used.</summary>
    public void AddLine(string name, FormulaType? type) => _lines[name] = type;

    internal bool TryParameter(string name, out FormulaParameter parameter) => _parameters.TryGetValue(name, out parameter);

    internal bool TryLine(string name, out FormulaType? type) => _lines.TryGetValue(name, out type);

    internal bool Knows(string name) => _parameters.ContainsKey(name) || _lines.ContainsKey(name);
}
