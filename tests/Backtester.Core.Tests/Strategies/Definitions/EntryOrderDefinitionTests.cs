using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Definitions;

public class EntryOrderDefinitionTests
{
    private const string Rules = "id: mine\nlong_entry: close > open\nshort_entry: close < open\n";

    [Theory]
    [InlineData("{type: limit, price: close * 0.99, expires: 5}")]
    [InlineData("{type: stop, price: \"if position > 0 then highest(high, 20) else lowest(low, 20)\"}")]
    [InlineData("{type: stop_limit, price: high, limit: high * 1.01, expires: 3}")]
    public void Entry_order_reads_back_from_what_is_written_and_counts_in_the_hash(string order)
    {
        var definition = DefinitionReader.Parse($"{Rules}entry_order: {order}\n");
        Assert.Equal(definition.ContentHash, DefinitionReader.Parse(DefinitionWriter.ToYaml(definition)).ContentHash);
        Assert.Equal(definition.ContentHash, DefinitionReader.Parse(DefinitionWriter.ToJson(definition)).ContentHash);
        Assert.NotEqual(definition.ContentHash, DefinitionReader.Parse(Rules).ContentHash);
    }

    [Fact]
    public void Prices_are_those_of_the_decision_bar_and_of_the_side()
    {
        var strategy = new DefinedStrategy(DefinitionReader.Parse($$"""
            {{Rules}}
            parameters:
              gap: {default: 2, min: 1, max: 9}
            entry_order: {type: stop_limit, price: close + position * gap, limit: close + position * 2 * gap, expires: gap + 1}
            """));
        var candles = CandleSeries.FromCandles(
            new SeriesKey("x", "AAA", Timeframe.Parse("1h")),
            [new Candle(0, 100, 101, 99, 100.5, 1), new Candle(3_600_000, 100, 101, 99, 99.5, 1)]);
        var order = strategy.Decide(candles, new Dictionary<string, double> { ["gap"] = 3 }).EntryOrder!;
        Assert.Equal((EntryOrderType.StopLimit, 4), (order.Type, order.ExpiresAfter));
        Assert.Equal((103.5, 97.5, 102.5, 96.5), (order.Price.At(1, 0), order.Price.At(-1, 0), order.Price.At(1, 1), order.Price.At(-1, 1)));
        Assert.Equal((106.5, 93.5), (order.Limit!.At(1, 0), order.Limit.At(-1, 1)));
        Assert.Null(new DefinedStrategy(DefinitionReader.Parse(Rules)).Decide(candles, new Dictionary<string, double>()).EntryOrder);
    }

    [Theory]
    [InlineData("limit", "entry_order", "map")]
    [InlineData("{type: limitt, price: close}", "entry_order.type", "limit, stop, stop_limit")]
    [InlineData("{type: limit}", "entry_order.price", "price")]
    [InlineData("{price: close}", "entry_order.type", "limit, stop, stop_limit")]
    [InlineData("{type: limit, price: 1%}", "entry_order.price", "close")]
    [InlineData("{type: limit, price: close > open}", "entry_order.price", "close")]
    [InlineData("{type: limit, price: entry_price}", "entry_order.price", "position")]
    [InlineData("{type: limit, price: close, expires: 0}", "entry_order.expires", "1")]
    [InlineData("{type: limit, price: close, expires: atr(14)}", "entry_order.expires", "")]
    [InlineData("{type: limit, price: close, limit: close}", "entry_order.limit", "price alone")]
    [InlineData("{type: stop_limit, price: close}", "entry_order.limit", "price")]
    [InlineData("{type: limit, price: close, expire: 3}", "entry_order.expire", "expires")]
    public void Wrong_entry_order_is_reported_with_its_field_and_what_is_allowed(string order, string field, string allowed)
    {
        var problem = Assert.Single(DefinitionReader.Read($"{Rules}entry_order: {order}\n").Problems);
        Assert.Equal(field, problem.Path);
        Assert.Contains(allowed, problem.ToString(), StringComparison.Ordinal);
    }
}
