using Backtester.Core.Formulas;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

/// <summary>A definition composed in C# is the one written in YAML or JSON.</summary>
public class StrategyBuilderTests
{
    private const string Yaml =
        """
        id: built
        version: 2.0.0
        title: Built
        description: The same three times.
        category: modern
        parameters:
          fast: {type: integer, default: 10, min: 2, max: 50, step: 1, help: "Fast length."}
          risk: {type: number, default: 1.5, min: 0.5, max: 4, step: 0.5}
          short_too: {type: boolean, default: true}
        constraint: fast < 40
        lines:
          quick: ema(close, fast)
        long_entry: crossover(quick, ema(close, 50))
        long_exit: crossunder(quick, ema(close, 50))
        short_entry: short_too and crossunder(quick, ema(close, 50))
        short_exit: crossover(quick, ema(close, 50))
        stop_loss: risk * atr(14)
        take_profit: 3%
        trim:
          - {at: 1 * atr(14), fraction: 0.5}
        signals:
          - {name: regime, rule: close > ema(close, 200), weight: 0.6, side: long}
          - {name: calm, rule: natr(14) < 5, weight: 0.4, requires: regime, side: long}
        min_confidence: 0.5
        opposite_entry: close
        cooldown: 3
        sizing: {model: risk_per_trade, value: 1%}
        """;

    [Fact]
    public void Builder_yaml_and_json_print_the_same_definition()
    {
        var built = new StrategyBuilder("built", "The same three times.")
            .Named("Built", "2.0.0", "modern")
            .Parameter(ParameterSchema.Whole("fast", 10, 2, 50, "Fast length."))
            .Parameter(ParameterSchema.Number("risk", 1.5, 0.5, 4, 0.5))
            .Parameter(ParameterSchema.Switch("short_too", true))
            .Constraint("fast < 40")
            .Indicator("quick", "ema(close, fast)")
            .LongEntry("crossover(quick, ema(close, 50))")
            .LongExit("crossunder(quick, ema(close, 50))")
            .ShortEntry("short_too and crossunder(quick, ema(close, 50))")
            .ShortExit("crossover(quick, ema(close, 50))")
            .Risk(stopLoss: "risk * atr(14)", takeProfit: "3%")
            .Trim("1 * atr(14)", "0.5")
            .Signal("regime", "close > ema(close, 200)", "0.6", side: SignalSide.Long)
            .Signal("calm", "natr(14) < 5", "0.4", "regime", SignalSide.Long)
            .MinConfidence("0.5")
            .Entries(OppositeEntry.Close, "3")
            .Sizer("risk_per_trade", "1%")
            .Build();
        var written = DefinitionReader.Parse(Yaml);
        var json = DefinitionReader.Parse(DefinitionWriter.ToJson(written));

        Assert.Equal(DefinitionWriter.ToYaml(written), DefinitionWriter.ToYaml(built));
        Assert.Equal(DefinitionWriter.ToJson(written), DefinitionWriter.ToJson(built));
        Assert.Equal(DefinitionWriter.ToYaml(written), DefinitionWriter.ToYaml(json));
        Assert.Equal(written.ContentHash, built.ContentHash);
    }

    [Fact]
    public void Definition_inside_other_json_reads_back_the_same()
    {
        var written = DefinitionReader.Parse(Yaml);
        var read = System.Text.Json.JsonSerializer.Deserialize<StrategyDefinition>(System.Text.Json.JsonSerializer.Serialize(written))!;
        Assert.Equal(DefinitionWriter.ToYaml(written), DefinitionWriter.ToYaml(read));
    }

    [Fact]
    public void Mistakes_are_told_as_in_a_document()
    {
        var error = Assert.Throws<FormulaException>(() => new StrategyBuilder("built").LongEntry("emaa(close, 3) > 1").Build());
        Assert.Contains(error.Problems, p => p.Path == "long_entry" && p.Suggestion == "ema");
    }
}
