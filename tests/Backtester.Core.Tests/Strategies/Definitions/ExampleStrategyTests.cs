using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Tests.Formulas;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

public class ExampleStrategyTests
{
    public static TheoryData<string> Files => [.. Directory.GetFiles(RepositoryFiles.PathOf("examples/strategies")).Select(f => Path.GetFileName(f))];

    [Fact]
    public void There_are_at_least_four_examples() => Assert.True(Files.Count >= 4);

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_compiles_and_enters_on_random_candles(string file)
    {
        var reading = DefinitionReader.Read(File.ReadAllText(RepositoryFiles.PathOf($"examples/strategies/{file}")));
        Assert.Empty(reading.Problems);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), reading.Definition!.Id);

        var strategy = StrategyCompiler.Compile(reading.Definition, options: new CompileOptions(FormulaCandles.Hour));
        var random = new Random(3);
        var candles = FormulaCandles.Random(random, 20_000, FormulaCandles.Hour, "ETHUSDT");
        var others = new GivenCandles(FormulaCandles.Random(random, 20_000, FormulaCandles.Hour));
        var columns = strategy.Program.Run(candles, others);
        Assert.InRange(columns.CountTrue(strategy.LongSignal), 1, 10_000);
        Assert.InRange(strategy.WarmUp(FormulaCandles.Hour).Bars, 1, 1_000);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_survives_yaml_and_json_unchanged(string file)
    {
        var definition = DefinitionReader.Parse(File.ReadAllText(RepositoryFiles.PathOf($"examples/strategies/{file}")));
        var (yaml, json) = (DefinitionWriter.ToYaml(definition), DefinitionWriter.ToJson(definition));
        var (fromYaml, fromJson) = (DefinitionReader.Parse(yaml), DefinitionReader.Parse(json));
        Assert.Equal(yaml, DefinitionWriter.ToYaml(fromYaml));
        Assert.Equal(yaml, DefinitionWriter.ToYaml(fromJson));
        Assert.Equal(json, DefinitionWriter.ToJson(fromYaml));
        Assert.Equal([definition.ContentHash, definition.ContentHash], [fromYaml.ContentHash, fromJson.ContentHash]);
    }
}
