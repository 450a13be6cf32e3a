namespace Backtester.Core.Analysis;

/// <summary>Metrics by their names in documents, in order of display. An unknown value is NaN and has a note that says why.</summary>
public sealed class MetricSet
{
    private readonly List<KeyValuePair<string, double>> _values = [];
    private readonly Dictionary<string, double> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);

    /// <summary>Names and values in order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Values => _values;

    /// <summary>For each unknown metric the reason.</summary>
    public IReadOnlyDictionary<string, string> Notes => _notes;

    /// <summary>The value of a metric; NaN where it is unknown or not there.</summary>
    public double this[string name] => _byName.GetValueOrDefault(name, double.NaN);

    /// <summary>Adds a metric; an infinite value counts as unknown.</summary>
    /// <param name="name">Name in documents, snake_case.</param>
    /// <param name="value">The value, NaN where unknown.</param>
    /// <param name="noteWhenUnknown">Why it is unknown, if it is.</param>
    public void Add(string name, double value, string noteWhenUnknown = "not defined for this run")
    {
        var known = double.IsFinite(value);
        _values.Add(new(name, known ? value : double.NaN));
        _byName.Add(name, known ? value : double.NaN);
        if (!known)
        {
            _notes.Add(name, noteWhenUnknown);
        }
    }
}
