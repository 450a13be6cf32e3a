using Backtester.Blazor.Strategies.Editing;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Blazor.Tests.Strategies.Editing;

/// <summary>Formatting spells a document canonically, keeps its comments, its meaning, and is at rest after once.</summary>
public sealed class DocumentFormatterTests
{
    private const string Written = """
        # My first strategy
        id:   mine   # the name
        parameters:
          # bars of the average
          length: {default: 20, min: 5, max: 200, step: 5}
        lines:
          quick:   ema( close,length )  # smooth
        # When to buy: it's simple
        long_entry: quick>close and   close[1]<quick[1]
        signals:
          # the regime
          - {name: up, rule: close>open, weight: 1} # all of it
          - name: down
            # a rule inside
            rule: close<open
            weight: 0
        # the end

        """;

    private const string Formatted = """
        # My first strategy
        id: mine  # the name
        version: 1.0.0
        parameters:
          # bars of the average
          length:
            type: integer
            default: 20
            min: 5
            max: 200
            step: 5
        lines:
          quick: ema(close, length)  # smooth
        # When to buy: it's simple
        long_entry: quick > close and close[1] < quick[1]
        signals:
          # the regime
          - name: up  # all of it
            rule: close > open
            weight: 1
          - name: down
            # a rule inside
            rule: close < open
            weight: 0
        # the end

        """;

    [Fact]
    public void Comments_stay_with_what_they_stood_at()
    {
        var once = DocumentFormatter.Format(Written, DefinitionReader.Parse(Written));
        Assert.Equal(Formatted, once);
        Assert.Equal(once, DocumentFormatter.Format(once, DefinitionReader.Parse(once)));
        Assert.Equal(DefinitionReader.Parse(Written).ContentHash, DefinitionReader.Parse(once).ContentHash);
    }

    [Fact]
    public void Every_strategy_of_the_catalogue_and_every_template_keeps_its_meaning()
    {
        var texts = StrategyCatalog.All.OfType<DefinedStrategy>().Select(s => DefinitionWriter.ToYaml(s.Definition)).Concat(StrategyTemplate.All.Select(t => t.Text));
        foreach (var text in texts)
        {
            var definition = DefinitionReader.Parse(text);
            var formatted = DocumentFormatter.Format(text, definition);
            Assert.Equal(definition.ContentHash, DefinitionReader.Parse(formatted).ContentHash);
            Assert.Equal(formatted, DocumentFormatter.Format(formatted, DefinitionReader.Parse(formatted)));
            Assert.Equal(text.Count(c => c == '#'), formatted.Count(c => c == '#'));
        }
    }
}
