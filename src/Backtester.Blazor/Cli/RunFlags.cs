using System.CommandLine;
using System.Text.Json.Nodes;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Cli;

/// <summary>The options of `backtest run` that stand for the fields of a spec, so that no file is needed.</summary>
internal sealed class RunFlags
{
    private readonly List<(Option Option, string Field, Func<ParseResult, JsonNode?> Read)> _flags = [];
    private readonly Option<string?> _parameters = new("--params") { Description = "Parameters as JSON, such as {\"fast\":10,\"slow\":30}." };

    public RunFlags()
    {
        Text("--name", "name", "Name shown in lists.");
        Text("--exchange", "exchange", "The market; left out, the one that has all symbols.");
        var symbols = new Option<string?>("--symbols") { Description = "Symbols, separated by commas." };
        _flags.Add((symbols, "symbols", parsed => List(parsed.GetValue(symbols))));
        Text("--universe", "universe", "Name of a universe, in place of symbols.");
        Text("--timeframe", "timeframe", "Length of a bar, such as 1h.");
        Text("--start", "start_date", "First day or time, ISO 8601, UTC.");
        Text("--end", "end_date", "End of the range, ISO 8601, UTC.");
        Text("--strategy", "strategy", "Strategy: an id, or the path of a strategy file.");
        Number("--capital", "initial_capital", "Cash before the first bar.");
        Number("--position-size", "position_size", "What the sizing model uses.");
        Text("--sizing", "sizing.model", "fixed_notional, fixed_quantity, percent_equity, all_in, risk_per_trade, volatility_target or kelly.");
        Text("--preset", "execution.preset", "Conventions: house, backtesting_py, backtrader, vectorbt_same_close, vectorbt_next_open.");
        Text("--fill", "execution.fill", "next_open or same_close.");
        Number("--fee", "execution.fees", "Fee of all orders, a fraction of the notional.", value => new JsonObject { ["model"] = "percent", ["maker"] = value, ["taker"] = value });
        Text("--slippage", "execution.slippage.model", "none, bps, atr, volume_share, spread; ticks needs execution.rounding of a file.");
        Number("--leverage", "execution.leverage", "Value of positions over their margin; 1 for none.");
        Text("--direction", "risk.direction", "long_only, short_only or long_short.");
        Number("--seed", "seed", "Seed of everything random.");
    }

    public void AddTo(Command command)
    {
        foreach (var (option, _, _) in _flags)
        {
            command.Add(option);
        }

        command.Add(_parameters);
    }

    /// <summary>Names of the flags that were given.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [.. _flags.Select(f => f.Option).Append(_parameters).Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => o.Name)];

    /// <summary>The spec that the flags stand for.</summary>
    /// <exception cref="SpecException">--params is no JSON object.</exception>
    public string Document(ParseResult parsed)
    {
        var spec = new JsonObject();
        foreach (var (option, field, read) in _flags)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                Put(spec, field.Split('.'), read(parsed));
            }
        }

        if (parsed.GetValue(_parameters) is { } text)
        {
            spec["strategy_params"] = Parameters(text);
        }

        return spec.ToJsonString();
    }

    private static void Put(JsonObject spec, ReadOnlySpan<string> path, JsonNode? value)
    {
        if (path.Length == 1)
        {
            spec[path[0]] = value;
            return;
        }

        var inner = spec[path[0]] as JsonObject ?? [];
        spec[path[0]] = inner;
        Put(inner, path[1..], value);
    }

    /// <summary>Parameters written as a JSON object.</summary>
    /// <exception cref="SpecException">They are not.</exception>
    internal static JsonObject Parameters(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject parameters)
            {
                return parameters;
            }
        }
        catch (System.Text.Json.JsonException)
        {
            // Told below, with what came.
        }

        throw new SpecException([new("--params", "is no JSON object", text, "such as {\"fast\":10,\"slow\":30}")]);
    }

    private static JsonArray List(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => (JsonNode)s)];

    private void Text(string name, string field, string help)
    {
        var option = new Option<string?>(name) { Description = help };
        _flags.Add((option, field, parsed => parsed.GetValue(option)));
    }

    private void Number(string name, string field, string help, Func<double, JsonNode>? shape = null)
    {
        var option = new Option<double>(name) { Description = help };
        _flags.Add((option, field, parsed => shape is null ? parsed.GetValue(option) : shape(parsed.GetValue(option))));
    }
}
