using System.Globalization;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>One way in which a market may treat orders worse (or better) than the run assumes.</summary>
/// <param name="Name">Its name in documents.</param>
public sealed record ExecutionScenario(string Name)
{
    /// <summary>Mean of the slippage that each market order and stop pays more, basis points of the price, exponentially distributed.</summary>
    public double Slippage { get; init; }

    /// <summary>Probability that an entry order does not fill, 0 to 1. Who is in a position always gets out.</summary>
    public double Missed { get; init; }

    /// <summary>Most bars that a decision comes late, each number from 0 on being as likely.</summary>
    public int Delay { get; init; }

    /// <summary>What fees are multiplied by.</summary>
    public double Fees { get; init; } = 1;

    /// <summary>True where nothing is drawn, so that one run says it all.</summary>
    public bool IsCertain => Slippage == 0 && Missed == 0 && Delay == 0;

    /// <summary>Scenarios of one disturbance each, then all together at the mildest that makes things worse.</summary>
    /// <param name="slippage">Means, basis points.</param>
    /// <param name="missed">Probabilities.</param>
    /// <param name="delay">Bars.</param>
    /// <param name="fees">Multiples.</param>
    public static IReadOnlyList<ExecutionScenario> Of(IReadOnlyList<double> slippage, IReadOnlyList<double> missed, IReadOnlyList<int> delay, IReadOnlyList<double> fees)
    {
        var list = new List<ExecutionScenario> { new("as assumed") };
        list.AddRange(slippage.Select(s => new ExecutionScenario(Text($"slippage +{s} bps")) { Slippage = s }));
        list.AddRange(missed.Select(p => new ExecutionScenario(Text($"{100 * p} % of entries missed")) { Missed = p }));
        list.AddRange(delay.Select(d => new ExecutionScenario(Text($"up to {d} bar{(d == 1 ? "" : "s")} late")) { Delay = d }));
        list.AddRange(fees.Select(f => new ExecutionScenario(Text($"fees × {f}")) { Fees = f }));
        var all = new ExecutionScenario("all together")
        {
            Slippage = slippage.DefaultIfEmpty(0).Min(),
            Missed = missed.DefaultIfEmpty(0).Min(),
            Delay = delay.DefaultIfEmpty(0).Min(),
            Fees = fees.Where(f => f > 1).DefaultIfEmpty(1).Min(),
        };
        if (list.Count > 2)
        {
            list.Add(all);
        }

        return list;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
