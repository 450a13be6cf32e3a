using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;

namespace Backtester.Blazor.Strategies;

/// <summary>What came of a file that was imported.</summary>
/// <param name="Strategy">The strategy; null where nothing could be made of it.</param>
/// <param name="Pine">How a Pine script was translated; null for a definition.</param>
/// <param name="IsStored">True where it lies in the folder of strategies now.</param>
public sealed record ImportedStrategy(DefinedStrategy? Strategy, PineImport? Pine, bool IsStored)
{
    /// <summary>True where the script would trade otherwise than the definition.</summary>
    public bool IsPartial => Pine is not null && Pine.Untranslated.Any(r => r.AffectsTrades);
}

/// <summary>
/// Brings strategies from elsewhere into the folder: Pine scripts are translated, definitions are checked. A script of
/// which a part that affects trades was left out is stored only where that is asked for.
/// </summary>
public sealed class StrategyImporter(StrategyFolder folder)
{
    /// <summary>Imports a text.</summary>
    /// <param name="text">A Pine script, or a definition in YAML or JSON.</param>
    /// <param name="isPine">Which of them it is.</param>
    /// <param name="store">False to look at the translation alone.</param>
    /// <param name="partial">True to store a strategy of which a part was left out.</param>
    /// <exception cref="Core.Formulas.FormulaException">A definition has problems, or the id is taken by the catalogue.</exception>
    public ImportedStrategy Import(string text, bool isPine, bool store, bool partial)
    {
        if (!isPine)
        {
            return store ? new ImportedStrategy(folder.Save(text), null, true) : new ImportedStrategy(new DefinedStrategy(DefinitionReader.Parse(text)), null, false);
        }

        var pine = PineImport.Read(text);
        if (pine.Definition is not { } definition)
        {
            return new ImportedStrategy(null, pine, false);
        }

        // A script may be called as a strategy of the catalogue is.
        var free = StrategyCatalog.Find(definition.Id) is null ? definition : definition with { Id = $"my_{definition.Id}" };
        if (store)
        {
            free = NewVersion(free, out var note);
            pine = note is null ? pine : pine with { Notes = [.. pine.Notes, note] };
        }

        pine = pine with { Definition = free };
        var imported = new ImportedStrategy(new DefinedStrategy(free), pine, false);
        return !store || (imported.IsPartial && !partial) ? imported : imported with { Strategy = folder.Save(DefinitionWriter.ToYaml(free)), IsStored = true };
    }

    /// <summary>A script has no version of its rules: where it was changed since it was imported, it becomes the next one.</summary>
    private StrategyDefinition NewVersion(StrategyDefinition definition, out string? note)
    {
        var next = definition;
        while (folder.VersionProblem(next) is not null)
        {
            // One at a time: these rules may be kept under a number of their own.
            next = next with { Version = VersionNumber.Next(next.Version, []) };
        }

        note = next.Version == definition.Version ? null : $"Version {next.Version}: {definition.Version} of {definition.Id} is kept with other rules.";
        return next;
    }
}
