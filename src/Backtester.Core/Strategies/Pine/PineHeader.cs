using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>strategy(...): title, sizing, pyramiding and what it says of the run. What is left out has TradingView's default.</summary>
internal sealed class PineHeader(PineTranslation translation)
{
    // In the order in which they may be given without names.
    private static readonly string[] Names =
    [
        "title", "shorttitle", "overlay", "format", "precision", "scale", "pyramiding", "calc_on_order_fills", "calc_on_every_tick",
        "max_bars_back", "backtest_fill_limits_assumption", "default_qty_type", "default_qty_value", "initial_capital", "currency",
        "slippage", "commission_type", "commission_value", "process_orders_on_close", "close_entries_rule", "margin_long", "margin_short",
        "explicit_plot_zorder", "max_lines_count", "max_labels_count", "max_boxes_count", "calc_bars_count", "risk_free_rate",
        "use_bar_magnifier", "fill_orders_on_standard_ohlc", "max_polylines_count", "dynamic_requests", "behind_chart",
    ];

    private static readonly string[] Meaningful =
        ["calc_on_order_fills", "backtest_fill_limits_assumption", "slippage", "close_entries_rule", "margin_long", "margin_short", "use_bar_magnifier"];

    private double _capital = 1_000_000;
    private string _quantity = "strategy.fixed";
    private double _size = 1;
    private string _commission = "strategy.commission.percent";
    private double _fee;
    private double _pyramiding;
    private bool _sameClose;

    /// <summary>The title; empty where there is none.</summary>
    public string Title { get; private set; } = "";

    /// <summary>True once strategy(...) was read.</summary>
    public bool IsRead { get; private set; }

    public PineRun Run => _commission == "strategy.commission.cash_per_order"
        ? new PineRun(_capital, null, _fee, _sameClose)
        : new PineRun(_capital, _commission == "strategy.commission.percent" ? Math.Round(_fee / 100, 12) : 0, null, _sameClose);

    public Formula? MaxEntries => _pyramiding > 1 ? new Formula(PineTrees.Number(new(1, 1), _pyramiding), "max_entries") : null;

    public SizingHint Sizing => _quantity switch
    {
        "strategy.percent_of_equity" => new SizingHint("percent_equity", new Formula(new PercentExpression(new(1, 1), _size), "sizing.value")),
        "strategy.cash" => new SizingHint("fixed_notional", new Formula(PineTrees.Number(new(1, 1), _size), "sizing.value")),
        _ => new SizingHint("fixed_quantity", new Formula(PineTrees.Number(new(1, 1), _size), "sizing.value")),
    };

    public void Read(PineCall call)
    {
        IsRead = true;
        var arguments = call.Arguments.Select((value, i) => (Name: i < Names.Length ? Names[i] : $"argument {i + 1}", Value: value))
            .Concat(call.Named.Select(n => (Name: n.Key, n.Value)));
        foreach (var (name, value) in arguments)
        {
            try
            {
                Argument(name, value);
            }
            catch (PineException e)
            {
                translation.Reports.Add(e.At, $"{name}: {e.Message}", affectsTrades: true);
            }
        }
    }

    private void Argument(string name, PineExpression value)
    {
        switch (name)
        {
            case "title":
                Title = Word(value) is var title && title.Length <= 100 ? title : Word(value)[..100];
                break;
            case "pyramiding":
                _pyramiding = Number(value);
                break;
            case "default_qty_type":
                _quantity = Word(value);
                break;
            case "default_qty_value":
                _size = Number(value);
                break;
            case "initial_capital":
                _capital = Number(value);
                break;
            case "commission_type":
                _commission = Word(value);
                if (_commission == "strategy.commission.cash_per_contract")
                {
                    throw new PineException(value.At, "a commission for each contract is a field of the run (execution.fees)");
                }

                break;
            case "commission_value":
                _fee = Number(value);
                break;
            case "process_orders_on_close":
                _sameClose = value is PineBoolean { Value: true };
                break;
            default:
                if (Meaningful.Contains(name) && value is not (PineBoolean { Value: false } or PineNumber { Value: 0 }) && !(name.StartsWith("margin_", StringComparison.Ordinal) && value is PineNumber { Value: 100 }))
                {
                    throw new PineException(value.At, name == "slippage" ? "slippage in ticks is a field of the run (execution.slippage, with the instrument's tick)" : "this setting has no counterpart");
                }

                break;
        }
    }

    private string Word(PineExpression value) => translation.Expressions.Value(value) is PineWord word ? word.Word : throw new PineException(value.At, "a text or a constant was expected");

    private double Number(PineExpression value) =>
        translation.Expressions.Value(value) is PineTree { Tree: NumberExpression number } ? number.Value : throw new PineException(value.At, "a number was expected");
}
