using Backtester.Core.Runs;

namespace Backtester.Data.Import;

/// <summary>What is wrong with a file: all is counted, the first ones are listed.</summary>
/// <param name="fileName">Name of the file, for the field of each problem.</param>
internal sealed class CsvProblems(string fileName)
{
    /// <summary>How many problems are listed; the rest is counted.</summary>
    public const int Listed = 50;

    private readonly List<SpecProblem> _problems = [];

    /// <summary>Number of problems found.</summary>
    public long Total { get; private set; }

    /// <summary>Where a problem is: "BTCUSDT.csv:line 17, column high". Lines count from 1, the header included.</summary>
    public string At(long line, string? column = null) => column is null ? $"{fileName}:line {line}" : $"{fileName}:line {line}, column {column}";

    /// <summary>Notes a problem; one without text is only counted.</summary>
    public void Add(SpecProblem? problem)
    {
        Total++;
        if (problem is not null && _problems.Count < Listed)
        {
            _problems.Add(problem);
        }
    }

    /// <summary>False once enough are listed: the texts of further problems need not be made.</summary>
    public bool Lists => _problems.Count < Listed;

    /// <summary>Notes a problem of a line.</summary>
    public void Add(long line, string? column, string message, string? got, string? allowed) =>
        Add(Lists ? new SpecProblem(At(line, column), message, got, allowed) : null);

    /// <summary>The listed problems, and where there are more, one that says how many.</summary>
    public IReadOnlyList<SpecProblem> ToList() => Total <= _problems.Count
        ? [.. _problems]
        : [.. _problems, new SpecProblem(fileName, $"{Total - _problems.Count} more problems are not listed", $"{Total} problems", "none")];
}
