using Backtester.Core.Runs;

namespace Backtester.Blazor.Pages.Backtests;

/// <summary>The document that a form edits, with the problems that its last check found. Handed to the fields as a cascading value.</summary>
/// <param name="changed">Called after each change.</param>
public sealed class SpecForm(Func<Task> changed)
{
    /// <summary>What is edited.</summary>
    public FormDocument Document { get; set; } = new();

    /// <summary>All problems of the last check; those of a field go when the field changes.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; set; } = [];

    /// <summary>Problems of a field: of its path, or of something inside it.</summary>
    public IReadOnlyList<SpecProblem> ProblemsOf(string path) => [.. Problems.Where(p => Concerns(p.Field, path))];

    /// <summary>A field changed: its problems are old.</summary>
    public Task ChangedAsync(string path)
    {
        Problems = [.. Problems.Where(p => !Concerns(p.Field, path))];
        return changed();
    }

    private static bool Concerns(string field, string path) =>
        field == path || field.StartsWith(path + ".", StringComparison.Ordinal) || field.StartsWith(path + "[", StringComparison.Ordinal);
}
