using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;
using Backtester.Core.Tests.Engine;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Runs;

/// <summary>
/// The specs of docs/coming-from are run as they stand there. A comment above a spec says what it must equal: all of a
/// peer's trades (equals), their bars and prices (prices), or only that it trades with the named exits (runs).
/// </summary>
public class ComingFromTests
{
    private const string Series = "synth_a_1h";

    public static TheoryData<string> Pages =>
        ["backtrader", "backtesting-py", "vectorbt", "freqtrade", "lean", "tradingview"];

    [Fact]
    public void Every_page_is_tested() => Assert.Equal(
        ((IEnumerable<object[]>)Pages).Select(p => (string)p[0]).Append("README").Order(StringComparer.Ordinal),
        Directory.GetFiles(RepositoryFiles.PathOf("docs/coming-from")).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Specs_of_the_page_give_the_trades_that_it_promises(string page)
    {
        var text = File.ReadAllText(RepositoryFiles.PathOf($"docs/coming-from/{page}.md"));
        var scripts = new Queue<string>(Blocks(text, "pine").Select(b => b.Body));
        var specs = Blocks(text, "json");
        var unsaid = new List<string>();
        Assert.Equal(2, specs.Count);
        foreach (var (promise, body) in specs)
        {
            var words = promise.Split(' ');
            var reference = words[0] == "runs:" ? null : PeerReference.Load(Series, words[1], words[2]);
            var candles = (reference ?? PeerReference.Load(Series, "sma_long", "backtrader")).Candles(Series);
            var result = Run(body, candles, scripts);
            var said = string.Create(CultureInfo.InvariantCulture, $"{result.Trades.Count:N0} trades, final equity {result.Curve.Equity[^1]:N2}");
            if (!text.Contains(said, StringComparison.Ordinal))
            {
                unsaid.Add($"{promise}: {said}");
            }

            if (reference is null)
            {
                Assert.All(words[1..], exit => Assert.Contains(result.Trades, t => Words.Of(t.ExitReason) == exit));
                continue;
            }

            AssertTrades(reference, result.Trades, sizes: words[0] == "equals:");
            if (words[0] == "equals:")
            {
                Near(reference.FinalEquity, result.Curve.Equity[^1], "final equity");
            }
        }

        Assert.True(unsaid.Count == 0, $"{page} does not say:\n{string.Join('\n', unsaid)}");
    }

    [Fact]
    public void Scripts_of_the_tradingview_page_are_translated_whole() => Assert.All(
        Blocks(File.ReadAllText(RepositoryFiles.PathOf("docs/coming-from/tradingview.md")), "pine"),
        block => Assert.Empty(PineImport.Read(block.Body).Untranslated));

    private static RunResult Run(string spec, CandleSeries candles, Queue<string> scripts)
    {
        var catalog = new MemoryCatalog(candles);
        if (scripts.TryDequeue(out var script))
        {
            // The import puts my_ before an id of the catalogue; here the definition stands in the spec itself.
            var definition = PineImport.Read(script).Definition!;
            var document = JsonNode.Parse(spec)!;
            Assert.EndsWith(definition.Id, (string)document["strategy"]!, StringComparison.Ordinal);
            document["strategy"] = JsonNode.Parse(DefinitionWriter.ToJson(definition));
            spec = document.ToJsonString();
        }

        return RunExecutor.Execute(RunPlanner.Plan(spec, SpecFormat.Json, catalog), catalog);
    }

    private static void AssertTrades(PeerReference reference, IReadOnlyList<Trade> trades, bool sizes)
    {
        Assert.Equal(reference.Trades.Count, trades.Count);
        for (var i = 0; i < trades.Count; i++)
        {
            var (expected, actual) = (reference.Trades[i], trades[i]);
            Assert.Equal(expected.GetProperty("side").GetString(), actual.Direction == Direction.Long ? "long" : "short");
            Assert.Equal(expected.GetProperty("entry_bar").GetInt32(), actual.EntryBar);
            Near(expected.GetProperty("entry_price").GetDouble(), actual.EntryPrice, $"entry price of trade {i}");
            if (sizes)
            {
                Near(expected.GetProperty("size").GetDouble(), actual.Quantity, $"size of trade {i}");
            }

            // What is open at the end has no exit in some tools, and one at the last close here.
            if (expected.GetProperty("exit_bar").ValueKind != JsonValueKind.Null)
            {
                Assert.Equal(expected.GetProperty("exit_bar").GetInt32(), actual.ExitBar);
                Near(expected.GetProperty("exit_price").GetDouble(), actual.ExitPrice, $"exit price of trade {i}");
            }
        }
    }

    private static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Abs(expected), $"{what}: expected {expected:R}, got {actual:R}");

    private static List<(string Promise, string Body)> Blocks(string text, string language) =>
        [.. Regex.Matches(text, $"<!-- (.*) -->\n```{language}\n([\\s\\S]*?)```").Select(m => (m.Groups[1].Value, m.Groups[2].Value))];
}
