using Backtester.Core.Runs;

namespace Backtester.Persistence.Runs;

/// <summary>A change of what a person calls a run and says of it; null leaves a part as it is.</summary>
/// <param name="Name">Its new name.</param>
/// <param name="Notes">Its new notes; empty for none.</param>
/// <param name="Tags">Its new tags, in place of those it has.</param>
public sealed record RunEdit(string? Name = null, string? Notes = null, IReadOnlyList<string>? Tags = null)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 200;

    /// <summary>The most characters of the notes.</summary>
    public const int LongestNotes = 20_000;

    /// <summary>The same, cleaned.</summary>
    /// <exception cref="SpecException">Nothing is to be changed, or something is not allowed; all problems are inside.</exception>
    public RunEdit Checked()
    {
        var problems = new List<SpecProblem>();
        var name = Name?.Trim();
        if (Name is null && Notes is null && Tags is null)
        {
            problems.Add(new SpecProblem("name", "is not there, and nothing else is to be changed", null, "name, notes or tags"));
        }

        if (name is { Length: 0 or > LongestName })
        {
            problems.Add(new SpecProblem("name", "is empty or too long", $"{name.Length} characters", $"1 to {LongestName} characters"));
        }

        if (Notes is { Length: > LongestNotes })
        {
            problems.Add(new SpecProblem("notes", "are too long", $"{Notes.Length} characters", $"at most {LongestNotes} characters"));
        }

        var tags = Tags is null ? null : RunTags.Clean(Tags, problems);
        return problems.Count > 0 ? throw new SpecException(problems) : new RunEdit(name, Notes?.Trim(), tags);
    }
}
