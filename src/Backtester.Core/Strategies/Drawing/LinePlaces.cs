using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators.Catalog;

namespace Backtester.Core.Strategies.Drawing;

/// <summary>
/// Tells from an expression alone whether its values lie on the scale of prices: whether it would rise by 1 if every
/// price did. A moving average of the close does, one of the RSI does not.
/// </summary>
/// <param name="lines">The named lines of the definition, which an expression may use.</param>
internal sealed class LinePlaces(IReadOnlyDictionary<string, Expression> lines)
{
    private const string StageFamily = "stage";

    /// <summary>Indicators of the whole candle that are prices themselves.</summary>
    private static readonly HashSet<string> Prices =
    [
        "vwap", "psar", "supertrend", "keltner_upper", "keltner_middle", "keltner_lower", "ichimoku_conversion", "ichimoku_base", "ichimoku_a", "ichimoku_b",
        "poc", "value_area_high", "value_area_low", "pivot_high", "pivot_low", "ha_open", "ha_high", "ha_low", "ha_close",
    ];

    /// <summary>Indicators and functions that are on the scale of what they read.</summary>
    private static readonly HashSet<string> Followers =
    [
        "sma", "ema", "wma", "rma", "dema", "tema", "hma", "kama", "vwma", "linreg", "highest", "lowest", "bb_upper", "bb_middle", "bb_lower", "nz", "min", "max",
    ];

    private enum Scale
    {
        Constant,
        Price,
        Own,
    }

    /// <summary>Where a chart draws an expression.</summary>
    public LinePlace Of(Expression expression) =>
        ScaleOf(expression) == Scale.Price ? LinePlace.Price : FamilyOf(expression)?.Name == StageFamily ? LinePlace.Stage : LinePlace.Pane;

    /// <summary>The indicator whose value an expression is, through longer timeframes and earlier bars; null where it is calculated from more.</summary>
    public static IndicatorSignature? IndicatorOf(Expression expression) => expression switch
    {
        CallExpression { Name: "tf" or "symbol", Arguments: [_, var inner] } => IndicatorOf(inner),
        CallExpression call => IndicatorCatalog.TryGet(call.Name, out var signature) ? signature : null,
        NameExpression name => IndicatorCatalog.TryGet(name.Name, out var signature) ? signature : null,
        HistoryExpression history => IndicatorOf(history.Source),
        _ => null,
    };

    /// <summary>The computation behind <see cref="IndicatorOf"/>.</summary>
    public static IndicatorFamily? FamilyOf(Expression expression) => IndicatorOf(expression)?.Family;

    private Scale ScaleOf(Expression expression) => expression switch
    {
        NumberExpression or PercentExpression => Scale.Constant,
        NameExpression name => OfName(name.Name),
        HistoryExpression history => ScaleOf(history.Source),
        BinaryExpression binary => OfOperation(binary.Operator, ScaleOf(binary.Left), ScaleOf(binary.Right)),
        ConditionalExpression choice => ScaleOf(choice.WhenTrue) is var scale && scale == ScaleOf(choice.WhenFalse) ? scale : Scale.Own,
        CallExpression { Name: "tf", Arguments: [_, var inner] } => ScaleOf(inner),
        CallExpression { Name: "value_when", Arguments: [_, var value, ..] } => ScaleOf(value),
        CallExpression call when Followers.Contains(call.Name) => ScaleOf(call.Arguments[0]),
        CallExpression call => Prices.Contains(call.Name) ? Scale.Price : Scale.Own,
        _ => Scale.Own,
    };

    private Scale OfName(string name)
    {
        if (lines.TryGetValue(name, out var line))
        {
            return ScaleOf(line);
        }

        if (LanguageNames.Series.TryGetValue(name, out var column))
        {
            return column is InputColumn.Open or InputColumn.High or InputColumn.Low or InputColumn.Close
                or InputColumn.MedianPrice or InputColumn.TypicalPrice or InputColumn.AveragePrice ? Scale.Price : Scale.Own;
        }

        return Prices.Contains(name) ? Scale.Price : IndicatorCatalog.TryGet(name, out _) ? Scale.Own : Scale.Constant;
    }

    private static Scale OfOperation(BinaryOperator operation, Scale left, Scale right) => operation switch
    {
        _ when left == Scale.Constant && right == Scale.Constant => Scale.Constant,
        BinaryOperator.Add when left == Scale.Price ^ right == Scale.Price => Scale.Price,
        BinaryOperator.Subtract when left == Scale.Price && right != Scale.Price => Scale.Price,
        BinaryOperator.Multiply when (left, right) is (Scale.Price, Scale.Constant) or (Scale.Constant, Scale.Price) => Scale.Price,
        BinaryOperator.Divide when (left, right) is (Scale.Price, Scale.Constant) => Scale.Price,
        _ => Scale.Own,
    };
}
