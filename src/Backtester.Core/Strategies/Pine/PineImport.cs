using Backtester.Core.Formulas;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>A part of a script that did not become part of the definition.</summary>
/// <param name="Line">Its line in the script, 1-based.</param>
/// <param name="Column">Its column, 1-based.</param>
/// <param name="Source">The line as written, without the blanks around it.</param>
/// <param name="Reason">Why it was not translated.</param>
/// <param name="AffectsTrades">True where the script would trade otherwise with it; false for drawings, alerts and what serves them alone.</param>
public sealed record PineRemark(int Line, int Column, string Source, string Reason, bool AffectsTrades)
{
    /// <inheritdoc/>
    public override string ToString() => $"line {Line}, column {Column}: {Reason}: {Source}";
}

/// <summary>What the header says of a run: fields of the run spec.</summary>
/// <param name="InitialCapital">Cash before the first bar.</param>
/// <param name="Fee">Fraction of the notional for each order; null where it is not a fraction.</param>
/// <param name="FixedFee">Amount for each order; null where the fee is a fraction.</param>
/// <param name="SameClose">True where orders fill at the close of the bar that decides.</param>
public sealed record PineRun(double InitialCapital, double? Fee, double? FixedFee, bool SameClose);

/// <summary>What came of a Pine script.</summary>
/// <param name="Definition">The strategy; null where nothing that trades could be made of the script.</param>
/// <param name="Run">What its header says of the run.</param>
/// <param name="Untranslated">Everything that was left out, in the order of the script.</param>
/// <param name="Notes">What was translated but means something slightly different, or was fixed at a value.</param>
public sealed record PineImport(StrategyDefinition? Definition, PineRun Run, IReadOnlyList<PineRemark> Untranslated, IReadOnlyList<string> Notes)
{
    /// <summary>True for the name of a file that holds a Pine script.</summary>
    public static bool IsPine(string fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return fileName.EndsWith(".pine", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for a text that says itself that it is Pine, or calls strategy(...) as Pine does.</summary>
    public static bool LooksLikePine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("//@version=", StringComparison.Ordinal) || text.Contains("strategy(", StringComparison.Ordinal) || text.Contains("strategy.entry(", StringComparison.Ordinal);
    }

    /// <summary>Translates a script (Pine version 5 or 6). The text is not trusted: its size is limited, and it is never run.</summary>
    public static PineImport Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal);
        var translation = new PineTranslation(text);
        try
        {
            if (text.Length > PineLimits.TextLength)
            {
                throw new PineException(new(1, 1), $"the script is too long: {text.Length:N0} characters, at most {PineLimits.TextLength:N0}");
            }

            var lexer = new PineLexer(text);
            var tokens = lexer.Read();
            if (lexer.Version is { } version and not (5 or 6))
            {
                throw new PineException(new(1, 1), $"the script is written for Pine version {version}: version 5 and 6 are read; TradingView's editor converts it");
            }

            translation.Translate(new PineParser(tokens).Script(), lexer.Version);
        }
        catch (PineException e)
        {
            translation.Reports.Add(e.At, e.Message, affectsTrades: true);
            return translation.Finish(null);
        }

        var definition = translation.Definition();
        return translation.Finish(definition is null ? null : Checked(definition, translation));
    }

    /// <summary>The definition as its own document says it; null with reports where the language refuses a part.</summary>
    private static StrategyDefinition? Checked(StrategyDefinition definition, PineTranslation translation)
    {
        // The trees carry the script's places, so that a problem names its line there.
        foreach (var problem in DefinitionChecker.Check(definition))
        {
            Report(translation, problem);
        }

        if (translation.Reports.Refused)
        {
            return null;
        }

        var reading = DefinitionReader.Read(DefinitionWriter.ToYaml(definition));
        foreach (var problem in reading.Problems)
        {
            Report(translation, problem with { Line = 1, Column = 1 });
        }

        return reading.Definition;
    }

    private static void Report(PineTranslation translation, Diagnostic problem)
    {
        translation.Reports.Refused = true;
        var expected = problem.Allowed is null ? "" : $" ({problem.Allowed} is expected)";
        translation.Reports.Add(new(problem.Line, problem.Column), $"{problem.Path}: {problem.Message}{expected}", affectsTrades: true);
    }
}
