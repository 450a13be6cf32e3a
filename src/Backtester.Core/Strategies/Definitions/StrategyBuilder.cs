using System.Text.Json.Nodes;
using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>
/// Composes a definition in C#. It fills in the same document that one would write in YAML or JSON and has it read by the
/// same reader, so that the three give the same definition and the same errors.
/// </summary>
public sealed class StrategyBuilder
{
    private readonly JsonObject _document;

    /// <summary>Begins a definition.</summary>
    /// <param name="id">Name in specs.</param>
    /// <param name="description">What it does, in a sentence or two.</param>
    public StrategyBuilder(string id, string description = "")
    {
        _document = new JsonObject { ["id"] = id };
        Put("description", description.Length > 0 ? description : null);
    }

    /// <summary>Title, version and category.</summary>
    public StrategyBuilder Named(string? title = null, string? version = null, string? category = null)
    {
        Put("version", version);
        Put("title", title);
        return Put("category", category);
    }

    /// <summary>A parameter; its kind is kept.</summary>
    public StrategyBuilder Parameter(ParameterSchema parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var fields = parameter.Kind == ParameterKind.Boolean
            ? new JsonObject { ["type"] = "boolean", ["default"] = parameter.Default != 0 }
            : new JsonObject
            {
                ["type"] = parameter.Kind == ParameterKind.Integer ? "integer" : "number",
                ["default"] = parameter.Default,
                ["min"] = parameter.Min,
                ["max"] = parameter.Max,
                ["step"] = parameter.Step,
            };
        if (parameter.Help.Length > 0)
        {
            fields["help"] = parameter.Help;
        }

        Map("parameters")[parameter.Name] = fields;
        return this;
    }

    /// <summary>A condition between parameters.</summary>
    public StrategyBuilder Constraint(string formula) => Put("constraint", formula);

    /// <summary>A named line, which the formulas after it may use.</summary>
    public StrategyBuilder Indicator(string name, string formula)
    {
        Map("lines")[name] = formula;
        return this;
    }

    /// <summary>When to buy.</summary>
    public StrategyBuilder LongEntry(string formula) => Put("long_entry", formula);

    /// <summary>When to close a long position.</summary>
    public StrategyBuilder LongExit(string formula) => Put("long_exit", formula);

    /// <summary>When to sell short.</summary>
    public StrategyBuilder ShortEntry(string formula) => Put("short_entry", formula);

    /// <summary>When to close a short position.</summary>
    public StrategyBuilder ShortExit(string formula) => Put("short_exit", formula);

    /// <summary>A part of the confidence.</summary>
    public StrategyBuilder Signal(string name, string rule, string weight, string? requires = null, SignalSide side = SignalSide.Both)
    {
        var signal = new JsonObject { ["name"] = name, ["rule"] = rule, ["weight"] = weight };
        if (requires is not null)
        {
            signal["requires"] = requires;
        }

        if (side != SignalSide.Both)
        {
            signal["side"] = side == SignalSide.Long ? "long" : "short";
        }

        List("signals").Add((JsonNode)signal);
        return this;
    }

    /// <summary>Confidence that an entry needs.</summary>
    public StrategyBuilder MinConfidence(string formula) => Put("min_confidence", formula);

    /// <summary>Distances of stop, target, trailing stop and break-even, and bars after which a position is closed.</summary>
    public StrategyBuilder Risk(string? stopLoss = null, string? takeProfit = null, string? trailingStop = null, string? breakEven = null, string? timeExit = null)
    {
        Put("stop_loss", stopLoss);
        Put("take_profit", takeProfit);
        Put("trailing_stop", trailingStop);
        Put("break_even", breakEven);
        return Put("time_exit", timeExit);
    }

    /// <summary>A partial exit.</summary>
    public StrategyBuilder Trim(string at, string fraction)
    {
        List("trim").Add((JsonNode)new JsonObject { ["at"] = at, ["fraction"] = fraction });
        return this;
    }

    /// <summary>How the author would size positions.</summary>
    public StrategyBuilder Sizer(string model, string? value = null)
    {
        var sizing = new JsonObject { ["model"] = model };
        if (value is not null)
        {
            sizing["value"] = value;
        }

        _document["sizing"] = sizing;
        return this;
    }

    /// <summary>What an entry against an open position does, and bars after an exit without entries.</summary>
    public StrategyBuilder Entries(OppositeEntry opposite = OppositeEntry.Reverse, string? cooldown = null)
    {
        Put("opposite_entry", opposite.ToString().ToLowerInvariant());
        return Put("cooldown", cooldown);
    }

    /// <summary>The definition, checked.</summary>
    /// <exception cref="FormulaException">Something is wrong; holds all problems.</exception>
    public StrategyDefinition Build() => DefinitionReader.Parse(_document.ToJsonString());

    private StrategyBuilder Put(string field, string? value)
    {
        if (value is not null)
        {
            _document[field] = value;
        }

        return this;
    }

    private JsonObject Map(string field)
    {
        var map = _document[field] as JsonObject ?? [];
        _document[field] ??= map;
        return map;
    }

    private JsonArray List(string field)
    {
        var list = _document[field] as JsonArray ?? [];
        _document[field] ??= list;
        return list;
    }
}
