using System.Text;
using System.Text.RegularExpressions;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

/// <summary>The documentation of the language compiles, and names everything that there is.</summary>
public class StrategyLanguageDocumentTests
{
    private const string Begin = "<!-- indicators:begin -->\n";
    private const string End = "<!-- indicators:end -->";

    private static readonly string Path = RepositoryFiles.PathOf("docs/strategy-language.md");

    private static readonly string Text = File.ReadAllText(Path);

    [Theory]
    [InlineData("yaml", 3)]
    [InlineData("json", 1)]
    public void Every_definition_of_the_documentation_compiles(string language, int least)
    {
        var blocks = Blocks(language);
        Assert.True(blocks.Count >= least);
        Assert.All(blocks, block => Assert.Empty(DefinitionReader.Read(block).Problems));
    }

    [Theory]
    [InlineData("formula", 15, PositionUse.None)]
    [InlineData("exit", 3, PositionUse.All)]
    public void Every_formula_of_the_documentation_is_a_rule(string language, int least, PositionUse position)
    {
        var formulas = Blocks(language).SelectMany(b => b.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.True(formulas.Length >= least);
        foreach (var formula in formulas)
        {
            var problems = new DiagnosticBag { Path = formula };
            var tree = FormulaParser.Parse(formula, problems);
            var type = tree is null ? null : TypeChecker.Check(tree, new FormulaScope { Position = position }, problems);
            Assert.Empty(problems.Problems);
            Assert.Equal(ValueKind.Boolean, type!.Value.Kind);
        }
    }

    [Fact]
    public void Every_name_of_the_language_is_in_the_documentation() =>
        Assert.Empty(LanguageNames.All.Where(n => !Regex.IsMatch(Text, $@"`{n.Name}\b|\b{n.Name}\(", RegexOptions.NonBacktracking)).Select(n => n.Name));

    [Fact]
    public void Limits_of_the_documentation_are_those_of_the_code()
    {
        int[] limits =
        [
            FormulaLimits.TextLength, FormulaLimits.Nodes, FormulaLimits.Depth, FormulaLimits.Window, FormulaLimits.History,
            FormulaLimits.TotalWindow, FormulaLimits.Operations, FormulaLimits.Contexts, FormulaLimits.Lines, FormulaLimits.DocumentLength,
        ];
        var table = Text[Text.IndexOf("| limit | value |", StringComparison.Ordinal)..];
        Assert.Equal(limits.Select(l => $"{l:N0}"), LimitValue().Matches(table).Select(m => m.Groups["limit"].Value));
    }

    /// <summary>The table of indicators is written by this test; it fails when it had to, so that the change is seen.</summary>
    [Fact]
    public void Table_of_indicators_is_that_of_the_catalogue()
    {
        string[] other = ["series", "time", "position", "function"];
        var table = new StringBuilder("| indicator | value |\n|---|---|\n");
        foreach (var name in LanguageNames.All.Where(n => !other.Contains(n.Category)))
        {
            table.Append($"| `{name.Usage}` | {name.Description.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }

        var (from, to) = (Text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, Text.IndexOf(End, StringComparison.Ordinal));
        if (Text[from..to] != table.ToString())
        {
            File.WriteAllText(Path, Text[..from] + table + Text[to..]);
            Assert.Fail("docs/strategy-language.md was not up to date; its table of indicators was written anew");
        }
    }

    private static List<string> Blocks(string language) =>
        [.. Regex.Matches(Text, $"```{language}\n(?<block>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Select(m => m.Groups["block"].Value)];

    private static Regex LimitValue() => new(@"\| (?<limit>[0-9][0-9,]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);
}
