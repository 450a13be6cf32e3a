using System.Text.Json.Nodes;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Tests.Pages.Strategies;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Bunit;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>Fields of the form for what a bar's inside, the warm-up and the benchmark mean: to the document and back.</summary>
public sealed class RunFieldsTests : StrategyPages
{
    private const string Start = """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross"}""";

    private static readonly SeriesInfo[] Series =
    [
        Info("other", "BBBUSD"), Info("test", "BTCUSDT"), Info("test", "AAAUSDT"),
    ];

    private readonly SpecForm _form = new(() => Task.CompletedTask) { Document = FormDocument.Parse(Start) };

    [Theory]
    [InlineData("stop_first")]
    [InlineData("target_first")]
    [InlineData("nearest_extreme")]
    [InlineData("lower_timeframe")]
    public void Inside_of_a_bar_is_written_and_accepted(string word)
    {
        // The hours are the finer candles of four hours.
        _form.Document.SetText("timeframe", "4h");
        var section = Show<MoneySection>();
        Assert.Equal("stop_first", Chosen(section, "#f-execution-intrabar"));
        section.Find("#f-execution-intrabar").Change(word);
        Assert.Equal(word, _form.Document.Text("execution.intrabar"));
        Assert.Equal(word, Plan().Spec.Execution.Intrabar);
        Assert.Equal(word, Chosen(Show<MoneySection>(), "#f-execution-intrabar"));
        Assert.NotEmpty(section.Find("#f-execution-intrabar-hint").TextContent);
    }

    [Fact]
    public void Preset_decides_the_inside_of_a_bar_unless_the_document_says_it()
    {
        _form.Document.SetText("execution.preset", "backtrader");
        Assert.Empty(Show<MoneySection>().FindAll("#f-execution-intrabar"));
        _form.Document.SetText("execution.intrabar", "target_first");
        Assert.Equal("target_first", Chosen(Show<MoneySection>(), "#f-execution-intrabar"));
    }

    [Fact]
    public void Warm_up_is_written_and_accepted()
    {
        var section = Comparison();
        Assert.Equal("none", Chosen(section, "#f-warmup"));
        section.Find("#f-warmup").Change("auto");
        Assert.Equal("auto", Plan().Spec.Warmup);
        Assert.Equal("auto", Chosen(Comparison(), "#f-warmup"));
    }

    [Fact]
    public void Benchmark_is_a_symbol_of_the_run_s_exchange_of_another_or_the_symbols_themselves()
    {
        var section = Comparison();
        Assert.Equal(["buy_and_hold", "test AAAUSDT", "test BTCUSDT", "other BBBUSD"], section.FindAll("#f-benchmark option").Select(o => o.GetAttribute("value")));
        Assert.Equal("buy_and_hold", Chosen(section, "#f-benchmark"));

        section.Find("#f-benchmark").Change("test AAAUSDT");
        AssertWritten("\"AAAUSDT\"");
        Assert.Equal("AAAUSDT", Plan().Spec.Benchmark.Symbol);
        Assert.Equal("test AAAUSDT", Chosen(Comparison(), "#f-benchmark"));

        section.Find("#f-benchmark").Change("other BBBUSD");
        AssertWritten("""{"symbol":"BBBUSD","exchange":"other"}""");
        Assert.Equal("other BBBUSD", Chosen(Comparison(), "#f-benchmark"));

        section.Find("#f-benchmark").Change("buy_and_hold");
        Assert.Null(_form.Document.Text("benchmark"));
    }

    [Theory]
    [InlineData("""{"strategy":"random_entry"}""", "The strategy random_entry")]
    [InlineData("\"NONE\"", "test NONE")]
    public void Pasted_benchmark_that_is_not_offered_stays_as_it_is(string benchmark, string shown)
    {
        _form.Document = FormDocument.Parse(Start.Replace("}", $",\"benchmark\":{benchmark}}}", StringComparison.Ordinal));
        var section = Comparison();
        Assert.Equal(shown, section.Find("#f-benchmark option:last-child").TextContent);
        var value = Chosen(section, "#f-benchmark")!;
        Assert.Equal(section.Find("#f-benchmark option:last-child").GetAttribute("value"), value);
        section.Find("#f-benchmark").Change(value);
        AssertWritten(benchmark);
    }

    [Fact]
    public void Problem_of_the_benchmark_stands_below_its_field()
    {
        _form.Problems = [new SpecProblem("benchmark.symbol", "has no candles", "BBBUSD")];
        var section = Comparison();
        Assert.Contains("Has no candles. Got BBBUSD.", section.Find("#f-benchmark-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", section.Find("#f-benchmark").GetAttribute("aria-invalid"));
    }

    private static SeriesInfo Info(string exchange, string symbol) => new(new SeriesKey(exchange, symbol, Timeframe.Parse("1h")), 0, 36_000_000, 11, Synthetic: false);

    private static string? Chosen(IRenderedComponent<IComponent> section, string field) => section.Find(field).GetAttribute("value");

    private RunPlan Plan() => RunPlanner.Plan(_form.Document.ToJson(), SpecFormat.Json, Candles);

    private IRenderedComponent<T> Show<T>()
        where T : IComponent => Render<T>(p => p.AddCascadingValue(_form));

    private IRenderedComponent<ComparisonSection> Comparison() => Render<ComparisonSection>(p => p.AddCascadingValue(_form).Add(s => s.Series, Series));

    private void AssertWritten(string benchmark) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(benchmark), JsonNode.Parse(_form.Document.ToJson())!["benchmark"]), _form.Document.ToJson());
}
