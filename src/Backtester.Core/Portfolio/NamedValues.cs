using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Backtester.Core.Portfolio;

/// <summary>A few values by name, in order. The names are shared by all trades of a run, so that a trade costs one small array.</summary>
public sealed class NamedValues : IReadOnlyDictionary<string, double>
{
    private readonly string[] _names;
    private readonly double[] _values;

    /// <summary>Pairs names, which are distinct, with values.</summary>
    public NamedValues(string[] names, double[] values)
    {
        if (names.Length != values.Length)
        {
            throw new ArgumentException($"values: {values.Length} for {names.Length} names", nameof(values));
        }

        (_names, _values) = (names, values);
    }

    /// <summary>No values.</summary>
    public static NamedValues Empty { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _names;

    /// <inheritdoc/>
    public IEnumerable<double> Values => _values;

    /// <inheritdoc/>
    public double this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        var index = Array.IndexOf(_names, key);
        value = index < 0 ? 0 : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() =>
        _names.Select((name, i) => KeyValuePair.Create(name, _values[i])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
