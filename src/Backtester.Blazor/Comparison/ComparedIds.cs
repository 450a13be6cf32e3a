using System.Globalization;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Comparison;

/// <summary>The numbers of the runs to compare, as addresses and commands write them: "1,2,3".</summary>
internal static class ComparedIds
{
    /// <summary>The fewest runs of a comparison.</summary>
    public const int Fewest = 2;

    /// <summary>The most.</summary>
    public const int Most = 8;

    /// <summary>Reads the numbers in their order.</summary>
    /// <exception cref="SpecException">One is no number or comes twice, or there are too few or too many; all problems are inside.</exception>
    public static IReadOnlyList<long> Parse(string? text)
    {
        var words = (text ?? "").Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (ids, problems) = (new List<long>(), new List<SpecProblem>());
        foreach (var word in words)
        {
            if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                problems.Add(new("ids", "has what is no number of a run", word, "numbers between commas"));
            }
            else if (ids.Contains(id))
            {
                problems.Add(new("ids", "has a run twice", word, "each run once"));
            }
            else
            {
                ids.Add(id);
            }
        }

        if (problems.Count == 0 && ids.Count is < Fewest or > Most)
        {
            problems.Add(new("ids", ids.Count < Fewest ? "are too few" : "are too many", $"{ids.Count}", $"{Fewest} to {Most} runs"));
        }

        return problems.Count > 0 ? throw new SpecException(problems) : ids;
    }
}
