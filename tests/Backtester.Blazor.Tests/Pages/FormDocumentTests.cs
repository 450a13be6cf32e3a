using System.Text.Json.Nodes;
using Backtester.Blazor.Pages.Backtests;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class FormDocumentTests
{
    [Fact]
    public void Unknown_properties_survive_an_edit()
    {
        var document = FormDocument.Parse("""{"symbols":["A"],"later":{"x":[1,2]}}""");
        document.SetNumber("execution.fees.taker", "0.0005");
        AssertJson("""{"symbols":["A"],"later":{"x":[1,2]},"execution":{"fees":{"taker":0.0005}}}""", document);
    }

    [Fact]
    public void What_is_not_a_number_stays_as_typed_for_the_planner_to_judge()
    {
        var document = new FormDocument();
        document.SetNumber("initial_capital", "ten");
        AssertJson("""{"initial_capital":"ten"}""", document);
        Assert.Equal("ten", document.Text("initial_capital"));
    }

    [Fact]
    public void Emptied_field_goes_together_with_the_objects_that_it_leaves_empty()
    {
        var document = FormDocument.Parse("""{"execution":{"fees":{"taker":1}},"seed":1}""");
        document.SetNumber("execution.fees.taker", " ");
        AssertJson("""{"seed":1}""", document);
    }

    [Theory]
    [InlineData("""{"name":"7","notes":"a: b # c","symbols":["BTCUSDT","ETHUSDT"],"timeframe":"5m","on":true,"fees":{"taker":0.0005,"model":"percent"},"empty":"","no":"null","lines":["x = close\n"]}""")]
    [InlineData("""{"universe":{"name":"top","symbols":[]},"end_date":"2024-12-31T23:59:59Z","seed":42}""")]
    public void Document_written_as_yaml_reads_back_the_same(string json) =>
        AssertJson(json, FormDocument.Parse(FormDocument.Parse(json).ToYaml()));

    [Fact]
    public void Yaml_and_json_give_the_same_document()
    {
        const string Yaml = "symbols: [BTCUSDT, ETHUSDT]\ntimeframe: 5m\nstrategy_params:\n  fast: 10\n  on: true\nname: \"7\"\n";
        AssertJson("""{"symbols":["BTCUSDT","ETHUSDT"],"timeframe":"5m","strategy_params":{"fast":10,"on":true},"name":"7"}""", FormDocument.Parse(Yaml));
    }

    [Theory]
    [InlineData("{ \"a\": ", "not valid JSON: line 1")]
    [InlineData("just words", "must be one object")]
    [InlineData("a: [1", "not valid YAML: line")]
    public void Broken_text_is_refused_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => FormDocument.Parse(text)).Message, StringComparison.Ordinal);

    private static void AssertJson(string expected, FormDocument document) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(document.ToJson())), document.ToJson());
}
