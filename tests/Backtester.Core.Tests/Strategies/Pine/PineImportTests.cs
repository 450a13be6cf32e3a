using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;
using Backtester.Core.Tests.Formulas;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Pine;

/// <summary>Scripts as people publish them, with the definition, the untranslated lines and the notes that must come of them.</summary>
public class PineImportTests
{
    private const string Folder = "tests/Backtester.Core.Tests/Fixtures/Pine";

    public static TheoryData<string> Scripts =>
        [.. Directory.GetFiles(RepositoryFiles.PathOf(Folder), "*.pine").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_at_least_a_dozen_scripts() => Assert.True(Scripts.Count >= 12);

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_becomes_the_expected_definition_with_every_line_left_out_named(string name)
    {
        var import = PineImport.Read(Text($"{name}.pine"));
        Assert.Equal(Text($"{name}.expected.txt"), Shown(import));
        Assert.All(import.Untranslated, r => Assert.True(r is { Line: >= 1, Column: >= 1 }, $"{r}"));
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Definition_of_a_script_compiles_and_survives_its_own_document(string name)
    {
        if (PineImport.Read(Text($"{name}.pine")).Definition is not { } definition)
        {
            Assert.Contains(PineImport.Read(Text($"{name}.pine")).Untranslated, r => r.AffectsTrades);
            return;
        }

        var yaml = DefinitionWriter.ToYaml(definition);
        Assert.Equal(yaml, DefinitionWriter.ToYaml(DefinitionReader.Parse(yaml)));
        Assert.NotNull(StrategyCompiler.Compile(definition, options: new CompileOptions(FormulaCandles.Hour)).Program);
    }

    [Fact]
    public void Example_and_limits_of_the_documentation_are_those_of_the_code()
    {
        var page = File.ReadAllText(RepositoryFiles.PathOf("docs/pine-import.md"));
        string Block(string language) => Regex.Match(page, $"```{language}\n([\\s\\S]*?)```").Groups[1].Value;
        var import = PineImport.Read(Block("pine"));
        Assert.Equal(Block("yaml"), DefinitionWriter.ToYaml(import.Definition!));
        Assert.Equal(["plot draws or alerts; it has no part in trades"], import.Untranslated.Select(r => r.Reason));
        Assert.All(
            [PineLimits.TextLength, PineLimits.Tokens, PineLimits.Depth, PineLimits.Calls],
            limit => Assert.Contains(limit.ToString("N0", CultureInfo.InvariantCulture), page, StringComparison.Ordinal));
    }

    private static string Text(string file)
    {
        var path = RepositoryFiles.PathOf($"{Folder}/{file}");
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static string Shown(PineImport import)
    {
        var text = new StringBuilder();
        text.Append(import.Definition is { } definition ? DefinitionWriter.ToYaml(definition) : "no definition\n");
        text.Append($"\nrun: capital {import.Run.InitialCapital}, fee {import.Run.Fee?.ToString() ?? "-"}, fixed fee {import.Run.FixedFee?.ToString() ?? "-"}{(import.Run.SameClose ? ", same close" : "")}\n\nuntranslated:\n");
        foreach (var remark in import.Untranslated)
        {
            text.Append($"{(remark.AffectsTrades ? "!" : " ")} {remark}\n");
        }

        text.Append("\nnotes:\n");
        foreach (var note in import.Notes)
        {
            text.Append($"  {note}\n");
        }

        return text.ToString();
    }
}
