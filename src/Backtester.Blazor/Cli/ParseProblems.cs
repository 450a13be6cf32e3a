using System.CommandLine;
using System.CommandLine.Parsing;
using Backtester.Blazor.Options;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>What is wrong with a command line, each word with the nearest right one.</summary>
internal static class ParseProblems
{
    /// <summary>All problems; none where the command can run.</summary>
    public static IReadOnlyList<SpecProblem> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (OptionsTakenAsValues(parsed) is { Count: > 0 } options)
        {
            return [.. options.Select(word => Unknown(command, word))];
        }

        if (parsed.Errors.Count == 0)
        {
            return [];
        }

        var unknown = parsed.UnmatchedTokens.Select(word => Unknown(command, word)).ToList();
        var others = parsed.Errors
            .Where(e => !parsed.UnmatchedTokens.Any(word => e.Message.Contains($"'{word}'", StringComparison.Ordinal)))
            .Where(e => unknown.Count == 0 || !e.Message.StartsWith("Required command", StringComparison.Ordinal))
            .Select(e => new SpecProblem(Field(e, command), e.Message.TrimEnd('.')));
        return [.. unknown, .. others];
    }

    /// <summary>A mistyped option where a command takes a word would be that word; what is meant so stands after "--".</summary>
    private static List<string> OptionsTakenAsValues(ParseResult parsed) => parsed.Tokens
        .TakeWhile(t => t.Type != TokenType.DoubleDash)
        .Where(t => t.Type == TokenType.Argument && t.Value.Length > 2 && t.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(t => t.Value)
        .ToList();

    private static SpecProblem Unknown(Command command, string word)
    {
        var isOption = word.StartsWith('-');
        var names = isOption
            ? OptionsOf(command)
            : [.. command.Subcommands.Select(c => c.Name)];
        var what = isOption ? "there is no such option" : command.Subcommands.Count > 0 ? "there is no such command" : "is one word too many";
        return new SpecProblem(word, what, Allowed: names.Count == 0 ? null : string.Join(", ", names), Suggestion: NearestName.Of(word, names));
    }

    private static IReadOnlyList<string> OptionsOf(Command command)
    {
        var recursive = command.Parents.OfType<Command>().SelectMany(Ancestors).SelectMany(c => c.Options).Where(o => o.Recursive);
        return [.. command.Options.Concat(recursive).Select(o => o.Name).Distinct()];

        static IEnumerable<Command> Ancestors(Command command) => command.Parents.OfType<Command>().SelectMany(Ancestors).Prepend(command);
    }

    private static string Field(ParseError error, Command command) => error.SymbolResult switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => command.Name,
    };
}
