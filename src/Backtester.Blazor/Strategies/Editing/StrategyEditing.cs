using Backtester.Core.Formulas;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Blazor.Strategies.Editing;

/// <summary>Rules of writing strategies on the page that hold beyond those of the language.</summary>
public static class StrategyEditing
{
    /// <summary>
    /// What stands against storing a definition: an id that belongs to the catalogue or to another strategy, and a
    /// version whose rules are kept already and are not these.
    /// </summary>
    /// <param name="folder">The user's strategies.</param>
    /// <param name="definition">What is to be stored.</param>
    /// <param name="original">The id that the editor was opened with; null for a new strategy.</param>
    public static IReadOnlyList<Diagnostic> Problems(StrategyFolder folder, StrategyDefinition definition, string? original)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(definition);
        var problems = new List<Diagnostic>();
        if (definition.Id == "inline")
        {
            problems.Add(new Diagnostic("id", 1, 1, "a stored strategy needs an id", null, "small letters, digits and _, such as my_strategy"));
        }
        else if (StrategyCatalog.Find(definition.Id) is not null)
        {
            problems.Add(new Diagnostic("id", 1, 1, "the id belongs to the catalogue", definition.Id, "an id of your own", $"my_{definition.Id}"));
        }
        else if (definition.Id != original && IsTaken(folder, definition.Id))
        {
            problems.Add(new Diagnostic("id", 1, 1, "another strategy of yours has this id", definition.Id, "an id that is free, or open that strategy to change it", FreeId(folder, definition.Id)));
        }

        if (folder.VersionProblem(definition) is { } version)
        {
            problems.Add(version);
        }

        return problems;
    }

    /// <summary>Whether an id is that of the catalogue or of a file of the user.</summary>
    public static bool IsTaken(StrategyFolder folder, string id)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return StrategyCatalog.Find(id) is not null || folder.FileOf(id) is not null;
    }

    private static string FreeId(StrategyFolder folder, string id)
    {
        var number = 2;
        while (IsTaken(folder, $"{id}_{number}"))
        {
            number++;
        }

        return $"{id}_{number}";
    }
}
