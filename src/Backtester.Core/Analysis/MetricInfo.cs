namespace Backtester.Core.Analysis;

/// <summary>What the number of a metric counts.</summary>
public enum MetricUnit
{
    /// <summary>Already times 100.</summary>
    Percent,

    /// <summary>The run's quote currency.</summary>
    Money,

    /// <summary>A share of 1; shown times 100.</summary>
    Fraction,

    /// <summary>A plain number.</summary>
    Ratio,
    Count,
    Seconds,
    Days,
    Bars,
}

/// <summary>Whether more of a metric is better.</summary>
public enum MetricPreference
{
    Higher,
    Lower,

    /// <summary>Neither is better in itself.</summary>
    None,
}

/// <summary>What one metric is: drives the cards on pages and docs/metrics.md.</summary>
/// <param name="Name">Name in documents, snake_case.</param>
/// <param name="Title">Name on pages.</param>
/// <param name="Group">Heading under which pages show it.</param>
/// <param name="Unit">What the number counts.</param>
/// <param name="Digits">Digits after the point on pages, in the shown unit.</param>
/// <param name="Formula">The definition: E equity, r daily returns, n days, P net trade profits, N closed trades.</param>
/// <param name="Source">Where the definition comes from.</param>
/// <param name="Preference">Whether more is better.</param>
public sealed record MetricInfo(
    string Name,
    string Title,
    string Group,
    MetricUnit Unit,
    int Digits,
    string Formula,
    string Source,
    MetricPreference Preference);
