using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>One thing that was not translated. That it touches trades may turn out later, when an order uses it.</summary>
internal sealed class PineReport(TextSpan at, string reason, PineReport? cause)
{
    public TextSpan At => at;

    public string Reason => reason;

    public bool AffectsTrades { get; private set; }

    /// <summary>Marks it and what it depends on.</summary>
    public void Affects()
    {
        for (var report = this; report is { AffectsTrades: false }; report = report.CausedBy)
        {
            report.AffectsTrades = true;
        }
    }

    private PineReport? CausedBy => cause;
}

/// <summary>Everything that was not translated.</summary>
internal sealed class PineReports(string text)
{
    private readonly List<PineReport> _reports = [];
    private readonly HashSet<(TextSpan, string)> _known = [];
    private int _more;

    /// <summary>True where the language refused a part of the definition.</summary>
    public bool Refused { get; set; }

    public PineReport Add(TextSpan at, string reason, bool affectsTrades, PineReport? cause = null)
    {
        var report = new PineReport(at, reason, cause);
        if (affectsTrades)
        {
            report.Affects();
        }

        if (!_known.Add((at, reason)))
        {
            return report;
        }

        if (_reports.Count < PineLimits.Reports)
        {
            _reports.Add(report);
        }
        else
        {
            _more++;
        }

        return report;
    }

    /// <summary>In the order of the script.</summary>
    public IReadOnlyList<PineRemark> Remarks()
    {
        var lines = text.Split('\n');
        var remarks = _reports.OrderBy(r => r.At.Line).ThenBy(r => r.At.Column)
            .Select(r => new PineRemark(r.At.Line, r.At.Column, Shorten(lines[Math.Clamp(r.At.Line - 1, 0, lines.Length - 1)].Trim()), r.Reason, r.AffectsTrades))
            .ToList();
        if (_more > 0)
        {
            remarks.Add(new PineRemark(lines.Length, 1, "", $"{_more:N0} more statements were not translated", true));
        }

        return remarks;
    }

    private static string Shorten(string line) => line.Length <= 160 ? line : line[..160] + "…";
}
