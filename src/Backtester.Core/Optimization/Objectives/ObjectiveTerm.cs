using Backtester.Core.Analysis;
using Backtester.Core.Formulas;

namespace Backtester.Core.Optimization.Objectives;

/// <summary>
/// One thing that a search makes best: a metric in its own direction, or an expression over metrics of which more is
/// better; either way turned so that higher is better.
/// </summary>
public sealed class ObjectiveTerm
{
    private readonly MetricExpression? _expression;
    private readonly double _sign;

    private ObjectiveTerm(string text, MetricExpression? expression, double sign)
    {
        (Text, _expression, _sign) = (text, expression, sign);
        Metrics = expression?.Metrics ?? [text];
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The metrics that it reads.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Reads a metric's name or an expression.</summary>
    /// <param name="text">As written.</param>
    /// <param name="problem">What is wrong with it, where null is given back.</param>
    /// <param name="countsWithoutDirection">True to take metrics of which neither more nor less is better, such as total_trades, as better the higher.</param>
    public static ObjectiveTerm? TryParse(string text, out Diagnostic? problem, bool countsWithoutDirection = false)
    {
        problem = null;
        if (MetricCatalog.Find(text) is { } metric)
        {
            if (metric.Preference != MetricPreference.None || countsWithoutDirection)
            {
                return new ObjectiveTerm(text, null, metric.Preference == MetricPreference.Lower ? -1 : 1);
            }

            problem = new Diagnostic("", 1, 1, "is no metric that could be made best: neither more nor less of it is better", $"\"{text}\"", $"an expression says which, such as 0 + {text} or -{text}");
            return null;
        }

        var problems = new DiagnosticBag();
        if (MetricExpression.Parse(text, problems) is { } expression)
        {
            return new ObjectiveTerm(text, expression, 1);
        }

        problem = problems.Problems[0];
        return null;
    }

    /// <summary>What a metric shows for a score: the score, turned back where less is better.</summary>
    public double Natural(double score) => _sign * score;

    /// <summary>The value of a run, the higher the better; NaN with the reason where it has none.</summary>
    public (double Score, string? Note) Of(MetricSet metrics)
    {
        var value = _expression is null ? _sign * metrics[Text] : _expression.Evaluate(metrics);
        if (double.IsFinite(value))
        {
            return (value, null);
        }

        var unknown = Metrics.FirstOrDefault(m => double.IsNaN(metrics[m]));
        return (double.NaN, unknown is null ? $"{Text} has no value: a division by 0, or the logarithm or root of a number that has none" : $"{unknown} is unknown: {metrics.Notes.GetValueOrDefault(unknown, "not measured")}");
    }
}
