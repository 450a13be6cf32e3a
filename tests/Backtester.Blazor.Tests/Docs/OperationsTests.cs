using System.Text.RegularExpressions;
using Backtester.Blazor.Cli;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Blazor.Tests.Docs;

/// <summary>The commands of docs/operations.md are commands of this program, with options that it has.</summary>
public class OperationsTests
{
    private static readonly string Text = File.ReadAllText(RepositoryFiles.PathOf("docs/operations.md"));

    public static TheoryData<string> Commands =>
        [.. Regex.Matches(Text, @"`(?:docker compose exec backtester dotnet backtester\.dll|backtester) (?<line>[a-z][^`]*)`", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups["line"].Value).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_understood(string line)
    {
        var arguments = SettingArguments.Split(line.Split(' '));
        var parsed = CommandLine.BuildRoot(arguments.Settings).Parse(arguments.Rest);
        Assert.Empty(arguments.Problems);
        Assert.Empty(parsed.Errors.Select(e => e.Message));
        Assert.NotNull(parsed.CommandResult.Command.Action);
    }

    [Fact]
    public void Failures_and_their_remedies_are_ten()
    {
        var rows = Text[Text.IndexOf("## Ten failures", StringComparison.Ordinal)..].Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        Assert.Equal(10, rows.Count);
        Assert.All(rows, row => Assert.All(row.Trim('|').Split(" | "), cell => Assert.NotEmpty(cell.Trim())));
        Assert.All(rows, row => Assert.Equal(3, row.Trim('|').Split(" | ").Length));
    }
}
