using System.Collections;

namespace Backtester.Core.Optimization;

/// <summary>
/// A few numbers by name, of which thousands of sets have the same names: these are kept once, and a set's numbers are one
/// array. A dictionary for each trial would be most of the memory of a search of 100,000 sets.
/// </summary>
/// <param name="names">In their order, none twice; shared, never changed.</param>
/// <param name="values">One for each name.</param>
internal sealed class NamedNumbers(string[] names, double[] values) : IReadOnlyDictionary<string, double>
{
    /// <inheritdoc/>
    public int Count => names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => names;

    /// <inheritdoc/>
    public IEnumerable<double> Values => values;

    /// <inheritdoc/>
    public double this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, out double value)
    {
        var place = Array.IndexOf(names, key);
        value = place < 0 ? 0 : values[place];
        return place >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (var i = 0; i < names.Length; i++)
        {
            yield return KeyValuePair.Create(names[i], values[i]);
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
