using System.Text.Json.Nodes;

namespace Backtester.Core.Recommendations.Watch;

/// <summary>
/// A test that may be looked at every day without ever ringing more often than it says: it bets against "the mean is at
/// least what was promised", and rings when the bet has won 1/α times its stake (Ville 1939). The wealth of the bet λ on
/// shortfalls y = promised − value is Π exp(λy − λ²(y² + 2σ²)/6), whose expectation never exceeds 1 while the mean is kept
/// (Delyon, "Exponential inequalities for sums of weakly dependent variables", 2009), for any shape of the values and with
/// σ² no less than their variance; bets of several sizes are mixed. σ² is the largest of what the promise knew and of what
/// the days before show, so that wilder days raise it before they are counted.
/// </summary>
public sealed class SequentialAlarm
{
    /// <summary>Chance that it ever rings while the promise is kept.</summary>
    public const double Level = 0.05;

    /// <summary>Sizes of the bets, in parts of one deviation.</summary>
    private static readonly double[] Bets = [0.05, 0.1, 0.2, 0.4, 0.8];

    /// <summary>Memory of the variance: a day weighs half after about three weeks.</summary>
    private const double Forgetting = 0.97;

    private readonly double[] _logWealth;
    private double _recent;

    /// <summary>A new test.</summary>
    /// <param name="promised">Least mean a day that was promised.</param>
    /// <param name="deviation">Standard deviation of a day's value when it was promised, above 0.</param>
    public SequentialAlarm(double promised, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        (Promised, Deviation, _recent) = (promised, deviation, deviation * deviation);
        _logWealth = new double[Bets.Length];
    }

    private SequentialAlarm(double promised, double deviation, double recent, int days, double sum, double[] logWealth, double highest)
    {
        (Promised, Deviation, _recent, Days, Sum, _logWealth, Highest) = (promised, deviation, recent, days, sum, logWealth, highest);
    }

    /// <summary>Least mean a day that was promised.</summary>
    public double Promised { get; }

    /// <summary>Deviation of a day's value when it was promised.</summary>
    public double Deviation { get; }

    /// <summary>Days counted.</summary>
    public int Days { get; private set; }

    /// <summary>Sum of the values.</summary>
    public double Sum { get; private set; }

    /// <summary>Wealth of the bet against the promise, from a stake of 1.</summary>
    public double Wealth => _logWealth.Average(w => Math.Exp(Math.Min(w, 700)));

    /// <summary>Highest wealth so far.</summary>
    public double Highest { get; private set; } = 1;

    /// <summary>p-value that holds at any time: 1 / the highest wealth, at most 1.</summary>
    public double PValue => Math.Min(1, 1 / Highest);

    /// <summary>True since the promise is refuted.</summary>
    public bool Rings => Highest >= 1 / Level;

    /// <summary>Counts a day.</summary>
    /// <param name="value">Its value; an unknown one counts as 0.</param>
    public void Add(double value)
    {
        var known = double.IsFinite(value) ? value : 0;
        var y = Promised - known;
        var variance = Math.Max(Deviation * Deviation, _recent);
        var size = Math.Sqrt(variance);
        for (var i = 0; i < Bets.Length; i++)
        {
            var bet = Bets[i] / size;
            _logWealth[i] += (bet * y) - (bet * bet * ((y * y) + (2 * variance)) / 6);
        }

        _recent = (Forgetting * _recent) + ((1 - Forgetting) * y * y);
        Days++;
        Sum += known;
        Highest = Math.Max(Highest, Wealth);
    }

    /// <summary>The state, to go on from later.</summary>
    public JsonObject ToJson() => new()
    {
        ["promised"] = Promised,
        ["deviation"] = Deviation,
        ["recent_variance"] = _recent,
        ["days"] = (double)Days,
        ["sum"] = Sum,
        ["log_wealth"] = new JsonArray([.. _logWealth.Select(w => JsonValue.Create(w))]),
        ["highest"] = Highest,
    };

    /// <summary>Goes on from a state.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SequentialAlarm FromJson(JsonObject state)
    {
        try
        {
            var wealth = state["log_wealth"]!.AsArray().Select(w => (double)w!).ToArray();
            return wealth.Length == Bets.Length
                ? new SequentialAlarm((double)state["promised"]!, (double)state["deviation"]!, (double)state["recent_variance"]!, (int)(double)state["days"]!, (double)state["sum"]!, wealth, (double)state["highest"]!)
                : throw new FormatException($"the alarm's state has {wealth.Length} bets, {Bets.Length} are expected");
        }
        catch (Exception error) when (error is NullReferenceException or InvalidOperationException)
        {
            throw new FormatException("the alarm's state is not whole", error);
        }
    }
}
