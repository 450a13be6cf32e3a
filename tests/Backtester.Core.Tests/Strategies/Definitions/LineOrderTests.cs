using System.Text.Json.Nodes;
using Backtester.Core.Runs;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Tests.Formulas;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

/// <summary>The names of a JSON object have no order, and a run's manifest sorts them: lines are put in order by their use.</summary>
public class LineOrderTests
{
    [Fact]
    public void Lines_of_json_are_put_after_those_that_they_use()
    {
        var definition = DefinitionReader.Parse("""{"id": "x", "lines": {"a": "b + c", "b": "c + 1", "c": "close"}, "long_entry": "a > 1"}""");
        Assert.Equal(["c", "b", "a"], definition.Lines.Select(l => l.Name));
    }

    [Fact]
    public void Lines_of_yaml_keep_their_order_and_circles_are_reported()
    {
        Assert.Contains(DefinitionReader.Read("id: x\nlines:\n  a: b + 1\n  b: close\nlong_entry: a > 1\n").Problems, p => p.Message.Contains("defined further below", StringComparison.Ordinal));
        Assert.NotEmpty(DefinitionReader.Read("""{"id": "x", "lines": {"a": "b + 1", "b": "a + 1"}, "long_entry": "a > 1"}""").Problems);
        Assert.NotEmpty(DefinitionReader.Read("""{"id": "x", "lines": {"a": "a + 1"}, "long_entry": "a > 1"}""").Problems);
    }

    [Fact]
    public void Manifest_of_a_definition_with_lines_is_read_back_with_the_same_fingerprint()
    {
        var catalog = new MemoryCatalog(FormulaCandles.Closes(10, 11, 12, 13, 14, 15));
        var strategy = JsonNode.Parse(DefinitionWriter.ToJson(DefinitionReader.Parse("id: x\nlines:\n  z: sma(close, 2)\n  a: close > z\nlong_entry: a\n")))!;
        var spec = new JsonObject { ["exchange"] = "test", ["symbols"] = new JsonArray("BTCUSDT"), ["timeframe"] = "1h", ["strategy"] = strategy };
        var plan = RunPlanner.Plan(spec.ToJsonString(), SpecFormat.Json, catalog);
        var again = RunPlanner.Plan(JsonNode.Parse(plan.Manifest)!["spec"]!.ToJsonString(), SpecFormat.Json, catalog);
        Assert.Equal(plan.Fingerprint, again.Fingerprint);
    }
}
