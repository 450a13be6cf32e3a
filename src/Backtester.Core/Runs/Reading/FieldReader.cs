using System.Globalization;
using Backtester.Core.Formulas;

namespace Backtester.Core.Runs.Reading;

/// <summary>
/// Takes typed fields out of one object of a document and notes everything that is wrong; <see cref="Finish"/> then
/// reports the properties that nobody asked for. A field with a problem gives its default, so that reading goes on.
/// </summary>
internal sealed class FieldReader(ObjectNode node, string path, ICollection<SpecProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Path of this object; empty for the whole document.</summary>
    public string Path => path;

    /// <summary>Path of a field of this object.</summary>
    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>True where the field is written and not null.</summary>
    public bool Has(string name) => Node(name) is not null;

    /// <summary>A text field; null where it is not written.</summary>
    public string? Text(string name)
    {
        switch (Node(name))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } scalar:
                return scalar.Text;
            case var other:
                Wrong(name, "is not text", other, "text");
                return null;
        }
    }

    /// <summary>One of some words.</summary>
    public string Word(string name, string otherwise, IReadOnlyCollection<string> words)
    {
        var text = Text(name);
        if (text is null || words.Contains(text))
        {
            return text ?? otherwise;
        }

        problems.Add(new SpecProblem(PathOf(name), "is not one of the known words", $"\"{text}\"", string.Join(", ", words), NearestName.Of(text, words)));
        return otherwise;
    }

    /// <summary>A text field that may be an object instead; null where it is not text. Text other than the words is a problem.</summary>
    public string? Text(string name, IReadOnlyCollection<string> words) => Node(name) is ScalarNode { Kind: ScalarKind.Text } scalar ? Word(name, scalar.Text, words) : null;

    /// <summary>A finite number in a range; null where it is not written.</summary>
    public double? Number(string name, double min = double.NegativeInfinity, double max = double.PositiveInfinity, bool minExcluded = false)
    {
        if (Node(name) is not { } value)
        {
            return null;
        }

        var allowed = Allowed(min, max, minExcluded);
        if (value is not ScalarNode { Kind: ScalarKind.Number } scalar
            || !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            Wrong(name, "is not a number", value, allowed);
            return null;
        }

        if (number < min || number > max || (minExcluded && number <= min))
        {
            Wrong(name, "is out of range", value, allowed);
            return null;
        }

        return number;
    }

    /// <summary>A whole number in a range; null where it is not written.</summary>
    public long? Whole(string name, long min, long max)
    {
        if (Number(name, min, max) is not { } number)
        {
            return null;
        }

        if (number != Math.Floor(number))
        {
            Wrong(name, "is not a whole number", Node(name)!, Allowed(min, max, minExcluded: false));
            return null;
        }

        return (long)number;
    }

    /// <summary>true or false; null where it is not written.</summary>
    public bool? Flag(string name)
    {
        switch (Node(name))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Boolean } scalar:
                return scalar.Text == "true";
            case var other:
                Wrong(name, "is neither true nor false", other, "true, false");
                return null;
        }
    }

    /// <summary>A moment, Unix ms UTC: an ISO 8601 date or time (UTC where no zone is written), or Unix milliseconds.</summary>
    public long? Time(string name)
    {
        const string Allowed = "an ISO 8601 date or time such as 2024-01-01 or 2024-01-01T00:00:00Z";
        switch (Node(name))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Number } scalar when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms):
                return ms;
            case ScalarNode { Kind: ScalarKind.Text } scalar when IsoTime.TryParse(scalar.Text, out var ms):
                return ms;
            case var other:
                Wrong(name, "is not a time", other, Allowed);
                return null;
        }
    }

    /// <summary>A list of texts; null where it is not written.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        switch (Node(name))
        {
            case null:
                return null;
            case ListNode list when list.Items.All(i => i is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number }):
                return [.. list.Items.Cast<ScalarNode>().Select(i => i.Text)];
            case var other:
                Wrong(name, "is not a list of texts", other, "a list such as [\"BTCUSDT\"]");
                return null;
        }
    }

    /// <summary>An object field; null where it is not written or is something else.</summary>
    public ObjectNode? Object(string name)
    {
        switch (Node(name))
        {
            case null:
                return null;
            case ObjectNode value:
                return value;
            case var other:
                Wrong(name, "is not an object", other, "an object");
                return null;
        }
    }

    /// <summary>A reader for an object field; an empty one where the field is not written.</summary>
    public FieldReader Section(string name) => new(Object(name) ?? new ObjectNode([]), PathOf(name), problems);

    /// <summary>Notes a problem.</summary>
    public void Add(SpecProblem problem) => problems.Add(problem);

    /// <summary>Notes a problem of a field.</summary>
    public void Wrong(string name, string message, DocumentNode? got, string allowed, string? suggestion = null) =>
        problems.Add(new SpecProblem(PathOf(name), message, got?.Describe(), allowed, suggestion));

    /// <summary>Reports properties that are not known, with the nearest known name.</summary>
    public void Finish()
    {
        foreach (var (name, value) in node.Properties.Where(p => !_known.Contains(p.Key)))
        {
            problems.Add(new SpecProblem(
                PathOf(name),
                "is not a known property",
                value.Describe(),
                string.Join(", ", _known.Order(StringComparer.Ordinal)),
                NearestName.Of(name, _known)));
        }
    }

    private DocumentNode? Node(string name)
    {
        _known.Add(name);
        return node[name] is { } value and not ScalarNode { Kind: ScalarKind.Null } ? value : null;
    }

    private static string Allowed(double min, double max, bool minExcluded)
    {
        var low = double.IsNegativeInfinity(min) ? "" : $"{(minExcluded ? "above" : "at least")} {min:0.################}";
        var high = double.IsPositiveInfinity(max) ? "" : $"at most {max:0.################}";
        return low.Length + high.Length == 0 ? "a number" : string.Join(" and ", new[] { low, high }.Where(t => t.Length > 0));
    }
}
