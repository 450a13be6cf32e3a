using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Everything that is known while a script is translated: its names, lines, parameters, orders and reports.</summary>
internal sealed class PineTranslation
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expression> _lineTrees = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private readonly List<(TextSpan At, ParameterSchema Schema)> _parameters = [];

    public PineTranslation(string text)
    {
        Reports = new PineReports(text);
        Expressions = new PineExpressions(this);
        Statements = new PineStatements(this);
        Header = new PineHeader(this);
        Orders = new PineOrders(this);
    }

    public PineReports Reports { get; }

    public PineTrees Trees { get; } = new();

    public PineExpressions Expressions { get; }

    public PineStatements Statements { get; }

    public PineHeader Header { get; }

    public PineOrders Orders { get; }

    /// <summary>What the script's names stand for at the statement that is being translated.</summary>
    public Dictionary<string, PineValue> Variables { get; set; } = new(StringComparer.Ordinal);

    /// <summary>How often each name is still assigned anew below.</summary>
    public Dictionary<string, int> StillAssigned { get; } = new(StringComparer.Ordinal);

    public List<DefinitionLine> Lines { get; } = [];

    /// <summary>Adds a parameter; one that no rule uses is left out in the end.</summary>
    public void AddParameter(TextSpan at, ParameterSchema parameter) => _parameters.Add((at, parameter));

    /// <summary>Says something once.</summary>
    public void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }

    public void Translate(IReadOnlyList<PineStatement> script, int? version)
    {
        if (version is null)
        {
            Note("The script does not name its version (//@version=5); it is read as version 5.");
        }

        Statements.Script(script);
    }

    /// <summary>A name of the language for a name of the script: small letters with underscores, not taken yet.</summary>
    public string NewName(string wanted)
    {
        var name = PineNames.Snake(wanted);
        var free = name;
        for (var i = 2; LanguageNames.IsTaken(free) || !_names.Add(free); i++)
        {
            free = $"{name[..Math.Min(name.Length, 58)]}_{i}";
        }

        return free;
    }

    /// <summary>A formula under a name, so that it stands in the definition once; short ones and those of the position stay as they are.</summary>
    public Expression AsLine(string wanted, TextSpan at, Expression tree)
    {
        if (tree is NumberExpression or BooleanExpression or NameExpression || Trees.SpeaksOfPosition(tree) || Lines.Count >= FormulaLimits.Lines)
        {
            return tree;
        }

        var name = NewName(wanted);
        Lines.Add(new DefinitionLine(name, new Formula(tree, $"lines.{name}")));
        _lineTrees[name] = tree;
        return PineTrees.Name(at, name);
    }

    /// <summary>What a name of a line stands for, through further names; other trees as they are.</summary>
    public Expression Written(Expression tree)
    {
        while (tree is NameExpression name && _lineTrees.TryGetValue(name.Name, out var line))
        {
            tree = line;
        }

        return tree;
    }

    /// <summary>The definition; null where the script enters nowhere.</summary>
    public StrategyDefinition? Definition()
    {
        var rules = Orders.Rules();
        if (rules is null)
        {
            Reports.Add(new(1, 1), "the script has no strategy.entry that could be translated", affectsTrades: true);
            return null;
        }

        var used = PineNames.UsedBy(rules, _lineTrees);
        foreach (var (at, name) in Lines.Select(l => (l.Value.Expression.At, l.Name)).Concat(_parameters.Select(p => (p.At, p.Schema.Name))).Where(n => !used.Contains(n.Name)))
        {
            Reports.Add(at, $"{name} is left out: no rule names it", affectsTrades: false);
        }

        return rules with
        {
            Id = PineNames.Id(Header.Title),
            Title = Header.Title,
            Description = "Imported from Pine Script.",
            Parameters = [.. _parameters.Select(p => p.Schema).Where(p => used.Contains(p.Name))],
            Lines = [.. Lines.Where(l => used.Contains(l.Name))],
            Sizing = Header.Sizing,
            MaxEntries = rules.MaxEntries ?? Header.MaxEntries,
        };
    }

    public PineImport Finish(StrategyDefinition? definition)
    {
        Orders.AddNotes(definition);
        return new PineImport(definition, Header.Run, Reports.Remarks(), _notes);
    }
}
