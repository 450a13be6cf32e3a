using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>A strategy.entry.</summary>
internal sealed record PineEntry(PineCall Call, string Id, int Side, Expression Guard, Expression? Stop, Expression? Limit);

/// <summary>A strategy.close; the id is null for strategy.close_all.</summary>
internal sealed record PineClose(PineCall Call, string? Id, Expression Guard);

/// <summary>A strategy.exit: prices, or distances in ticks.</summary>
internal sealed record PineExit(PineCall Call, string? From, Expression Guard, Expression? Profit, Expression? Limit, Expression? Loss, Expression? Stop, Expression? Percent);

/// <summary>Collects the orders of a script and makes the rules of a definition of them.</summary>
internal sealed class PineOrders(PineTranslation translation)
{
    private const string Ignored = " comment alert_message disable_alert when";

    private readonly List<PineEntry> _entries = [];
    private readonly List<PineClose> _closes = [];
    private readonly List<PineExit> _exits = [];
    private int _onlySide;

    /// <summary>Takes an order under the condition of the branches around it (null for none).</summary>
    public void Take(PineCall call, Expression? guard)
    {
        switch (call.Name)
        {
            case "strategy.entry":
                Entry(call, guard);
                break;
            case "strategy.close":
                var close = PineFunctions.Arguments(translation, call, "id comment qty qty_percent alert_message immediately disable_alert when", 1);
                Refuse(close, call, "a part of a position is closed by strategy.exit with qty_percent alone", 2, 3);
                _closes.Add(new PineClose(call, Word(close, call, 0), Guard(close, 7, guard)));
                break;
            case "strategy.close_all":
                var all = PineFunctions.Arguments(translation, call, "comment alert_message immediately disable_alert when", 0);
                _closes.Add(new PineClose(call, null, Guard(all, 4, guard)));
                break;
            case "strategy.exit":
                Exit(call, guard);
                break;
            case "strategy.risk.allow_entry_in":
                var allowed = PineFunctions.Arguments(translation, call, "value", 1);
                _onlySide = allowed.Value(0) switch
                {
                    PineWord { Word: "strategy.direction.long" } => 1,
                    PineWord { Word: "strategy.direction.short" } => -1,
                    _ => 0,
                };
                break;
            default:
                throw new PineException(call.At, $"{call.Name} has no counterpart");
        }
    }

    /// <summary>The rules, without parameters and lines; null where nothing enters.</summary>
    public StrategyDefinition? Rules()
    {
        var rules = new PineRules(translation, _entries, _closes, _exits, _onlySide);
        return _entries.Count == 0 ? null : rules.Build();
    }

    /// <summary>What TradingView does otherwise, as far as it touches this script.</summary>
    public void AddNotes(StrategyDefinition? definition)
    {
        if (definition is null)
        {
            return;
        }

        translation.Note(translation.Header.Run.SameClose
            ? "process_orders_on_close: orders fill at the close of the bar that decides (execution.fill: same_close)."
            : "A market order fills at the open of the next bar, as on TradingView; fees and slippage are those of the run.");
        if (definition.Sizing is { Model: "percent_equity" })
        {
            translation.Note("TradingView takes the size of an order from the equity and close of the bar that decides; execution.preset: backtrader does so too, house takes those of the fill.");
        }

        if (definition.LongEntry is not null && definition.LongExit is not null)
        {
            translation.Note("Where an entry and a close of the same side hold on one bar while flat, TradingView enters; here nothing happens.");
        }

        if (definition is { LongEntry: not null, ShortEntry: not null, EntryOrder: not null })
        {
            translation.Note("An entry order against an open position: TradingView reverses at its price; here the position is closed at the next open and the entry waits for its price. Of two waiting orders the fill of one cancels the other.");
        }
        else if (definition is { LongEntry: not null, ShortEntry: not null })
        {
            translation.Note("Where a long and a short entry hold on one bar while flat, TradingView takes the later one of the script; here neither is taken (conflicting_signals).");
        }

        if (definition.EntryOrder is { Type: EntryOrderType.Limit } or { Type: EntryOrderType.StopLimit })
        {
            translation.Note("A limit order fills when the market trades through its price; TradingView fills it when touched.");
        }

        var text = DefinitionWriter.ToYaml(definition);
        if (text.Contains("ema(", StringComparison.Ordinal) || text.Contains("macd_", StringComparison.Ordinal))
        {
            translation.Note("ema begins with the simple average of its first bars (TA-Lib's rule); TradingView's reference begins with the first value. The difference is forgotten some 4 lengths on.");
        }

        if (text.Contains("rsi(", StringComparison.Ordinal) || text.Contains("atr(", StringComparison.Ordinal) || text.Contains("rma(", StringComparison.Ordinal))
        {
            translation.Note("rsi, atr and rma are Wilder's averages begun with a simple one; TradingView counts the true range of the first bar as high - low, here the first is that of the second bar.");
        }
    }

    private void Entry(PineCall call, Expression? guard)
    {
        var arguments = PineFunctions.Arguments(translation, call, "id direction qty limit stop oca_name oca_type" + Ignored, 2);
        Refuse(arguments, call, "the size of an order is the run's sizing; qty is left out", 2);
        var side = arguments.Value(1) switch
        {
            PineWord { Word: "strategy.long" or "strategy.direction.long" } => 1,
            PineWord { Word: "strategy.short" or "strategy.direction.short" } => -1,
            _ => throw new PineException(call.At, "the direction is strategy.long or strategy.short"),
        };
        var limit = arguments.Has(3) ? arguments[3] : null;
        var stop = arguments.Has(4) ? arguments[4] : null;
        _entries.Add(new PineEntry(call, Word(arguments, call, 0), side, Guard(arguments, 10, guard), stop, limit));
    }

    private void Exit(PineCall call, Expression? guard)
    {
        var arguments = PineFunctions.Arguments(
            translation,
            call,
            "id from_entry qty qty_percent profit limit loss stop trail_price trail_points trail_offset oca_name comment comment_profit comment_loss comment_trailing alert_message alert_profit alert_loss alert_trailing disable_alert when",
            1);
        Refuse(arguments, call, "trailing stops begin at a price of their own on TradingView; the definition's trailing_stop begins at the entry", 8, 9, 10);
        if (arguments.Has(2))
        {
            throw new PineException(call.At, "a part of a position is given by qty_percent, not by qty");
        }

        Expression? At(int index) => arguments.Has(index) ? arguments[index] : null;
        _exits.Add(new PineExit(call, arguments.Has(1) ? Word(arguments, call, 1) : null, Guard(arguments, 21, guard), At(4), At(5), At(6), At(7), At(3)));
    }

    private void Refuse(PineArguments arguments, PineCall call, string reason, params ReadOnlySpan<int> indices)
    {
        foreach (var index in indices)
        {
            if (arguments.Has(index))
            {
                translation.Reports.Add(call.At, reason, affectsTrades: true);
                return;
            }
        }
    }

    private static string Word(PineArguments arguments, PineCall call, int index) =>
        arguments.Value(index) is PineWord word ? word.Word : throw new PineException(call.At, "the name of an order is a text");

    private Expression Guard(PineArguments arguments, int when, Expression? guard) =>
        arguments.Has(when) ? translation.Trees.And(guard, arguments[when]) : guard ?? PineTrees.Boolean(arguments.At, true);
}
