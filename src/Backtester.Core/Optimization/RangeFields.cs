using System.Globalization;
using Backtester.Core.Formulas;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization;

/// <summary>Reads `parameter_ranges`: for each parameter a list of values, or min, max and step.</summary>
internal static class RangeFields
{
    private const string Path = "parameter_ranges";
    private const string Allowed = "a list such as [10, 20, 30], or {min, max, step}";
    private const int MostValues = 100_000;

    /// <summary>The axes in the order of the document; those with problems are left out.</summary>
    public static IReadOnlyList<ParameterAxis> Read(DocumentNode? node, IReadOnlyList<ParameterSchema> schema, ICollection<SpecProblem> problems)
    {
        if (node is not ObjectNode { Properties.Count: > 0 } ranges)
        {
            problems.Add(new SpecProblem(Path, node is null ? "is required" : "holds no parameter", node?.Describe(), "an object with at least one parameter: " + Allowed));
            return [];
        }

        var axes = new List<ParameterAxis>();
        foreach (var (name, value) in ranges.Properties)
        {
            var parameter = schema.FirstOrDefault(p => p.Name == name);
            if (parameter is null && schema.Count > 0)
            {
                var names = schema.Select(p => p.Name).ToList();
                problems.Add(new SpecProblem($"{Path}.{name}", "is not a parameter of the strategy", name, string.Join(", ", names), NearestName.Of(name, names)));
            }
            else if (ReadAxis(name, value, parameter, problems) is { } values)
            {
                axes.Add(new ParameterAxis(name, values));
            }
        }

        return axes;
    }

    /// <summary>A number, or true and false as 1 and 0; null for anything else.</summary>
    public static double? Value(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Boolean => scalar.Text == "true" ? 1 : 0,
        ScalarKind.Number when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    /// <summary>A value of an axis as a document writes it.</summary>
    public static ScalarNode Node(ParameterAxis axis, int index) => new(ScalarKind.Number, axis.Values[index].ToString("R", CultureInfo.InvariantCulture));

    private static List<double>? ReadAxis(string name, DocumentNode node, ParameterSchema? schema, ICollection<SpecProblem> problems)
    {
        var before = problems.Count;
        var values = node switch
        {
            ListNode list => ReadList(name, list, problems),
            ObjectNode range => ReadRange(name, range, schema, problems),
            _ => null,
        };
        if (values is null || values.Count == 0)
        {
            if (problems.Count == before)
            {
                problems.Add(new SpecProblem($"{Path}.{name}", values is null ? "is neither a list nor a range" : "is empty", node.Describe(), Allowed));
            }

            return null;
        }

        return values;
    }

    private static List<double> ReadList(string name, ListNode list, ICollection<SpecProblem> problems)
    {
        var values = new List<double>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (list.Items[i] is not ScalarNode scalar || Value(scalar) is not { } value)
            {
                problems.Add(new SpecProblem($"{Path}.{name}[{i}]", "is not a number", list.Items[i].Describe(), "a number"));
            }
            else if (values.Contains(value))
            {
                problems.Add(new SpecProblem($"{Path}.{name}[{i}]", "is listed twice", scalar.Text, "each value once"));
            }
            else
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static List<double> ReadRange(string name, ObjectNode range, ParameterSchema? schema, ICollection<SpecProblem> problems)
    {
        var fields = new FieldReader(range, $"{Path}.{name}", problems);
        var (min, max) = (fields.Number("min") ?? schema?.Min, fields.Number("max") ?? schema?.Max);
        var step = fields.Number("step", 0, minExcluded: true) ?? (schema is { Step: > 0 } ? schema.Step : 1);
        fields.Finish();
        if (min is not { } low || max is not { } high)
        {
            return [];
        }

        // A step such as 0.1 does not add up exactly: the last value counts where it is missed by rounding alone.
        var count = Math.Floor(((high - low) / step) + 1e-9) + 1;
        if (!(count >= 1) || count > MostValues)
        {
            fields.Wrong("max", count > MostValues ? "makes too many values" : "is below min", range["max"], count > MostValues ? $"at most {MostValues} values" : $"at least {low}");
            return [];
        }

        // In decimals, so that 0.5 + 3·0.1 is 0.8 as a person writes it.
        return [.. Enumerable.Range(0, (int)count).Select(i => (double)((decimal)low + (i * (decimal)step)))];
    }
}
