using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Makes distances from the entry price of the prices and ticks of strategy.exit.</summary>
internal sealed class PineLevels(PineTranslation translation)
{
    private string? _tick;

    private PineTrees Trees => translation.Trees;

    /// <summary>A distance in ticks: Pine's loss and profit.</summary>
    public Expression Ticks(TextSpan at, Expression ticks)
    {
        if (_tick is null)
        {
            _tick = translation.NewName("mintick");
            translation.AddParameter(at, ParameterSchema.Number(_tick, 0.01, 1e-8, 1_000, 0.01, "Tick of the instrument (syminfo.mintick)."));
            translation.Note("loss and profit are in ticks: syminfo.mintick became the parameter mintick, 0.01 unless you set it.");
        }

        return Trees.Binary(at, BinaryOperator.Multiply, ticks, PineTrees.Name(at, _tick));
    }

    /// <summary>The distance of a price from the entry: positive against the position for a stop, in its favour for a target.</summary>
    /// <param name="price">The price.</param>
    /// <param name="side">1 for a long position, −1 for a short one.</param>
    /// <param name="stop">True for a stop.</param>
    /// <param name="withEntry">True where the order stands in the branch of the entry, so that the bar's prices are those of its signal.</param>
    public Expression Distance(Expression price, int side, bool stop, bool withEntry)
    {
        var written = OfSide(translation.Written(price), side);
        var below = (side > 0) == stop;
        if (Offset(written, "entry_price", below) is { } distance)
        {
            return distance;
        }

        if (Trees.SpeaksOfPosition(written))
        {
            throw new PineException(price.At, "a price is translated as strategy.position_avg_price ± distance or × (1 ± fraction)");
        }

        if (!withEntry)
        {
            throw new PineException(price.At, "the price follows the bars; a stop or target is a distance from the entry, fixed when it is taken (or trailing_stop)");
        }

        translation.Note($"Line {price.At.Line}: the price is laid from the entry fill, at the distance that it has from the close of the bar of the signal.");
        var close = PineTrees.Name(price.At, "close");
        return Offset(written, "close", below)
            ?? (below ? Trees.Binary(price.At, BinaryOperator.Subtract, close, price) : Trees.Binary(price.At, BinaryOperator.Subtract, price, close));
    }

    // base − d, base × (1 − x) and their like below the entry, the same with + above it.
    private Expression? Offset(Expression price, string from, bool below)
    {
        var sign = below ? BinaryOperator.Subtract : BinaryOperator.Add;
        switch (price)
        {
            case BinaryExpression binary when binary.Operator == sign && IsBase(binary.Left, from):
                return Fraction(binary.Right, from) ?? WithoutPosition(binary.Right);
            case BinaryExpression { Operator: BinaryOperator.Add } sum when !below && IsBase(sum.Right, from):
                return Fraction(sum.Left, from) ?? WithoutPosition(sum.Left);
            case BinaryExpression { Operator: BinaryOperator.Multiply } product when IsBase(product.Left, from) || IsBase(product.Right, from):
                var factor = translation.Written(IsBase(product.Left, from) ? product.Right : product.Left);
                return factor switch
                {
                    NumberExpression number when below == (number.Value < 1) && number.Value != 1 =>
                        new PercentExpression(price.At, Math.Round(Math.Abs(1 - number.Value) * 100, 10)),
                    BinaryExpression one when one.Operator == sign && translation.Written(one.Left) is NumberExpression { Value: 1 } => Percent(one.Right),
                    BinaryExpression { Operator: BinaryOperator.Add } one when !below && translation.Written(one.Right) is NumberExpression { Value: 1 } => Percent(one.Left),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private bool IsBase(Expression tree, string from) => translation.Written(tree) is NameExpression name && name.Name == from;

    private Expression? WithoutPosition(Expression tree) => Trees.SpeaksOfPosition(tree) ? null : tree;

    // base × x and base × x / n as a distance.
    private Expression? Fraction(Expression distance, string from) => translation.Written(distance) switch
    {
        BinaryExpression { Operator: BinaryOperator.Multiply } product when IsBase(product.Left, from) => Percent(product.Right),
        BinaryExpression { Operator: BinaryOperator.Multiply } product when IsBase(product.Right, from) => Percent(product.Left),
        BinaryExpression { Operator: BinaryOperator.Divide } division when translation.Written(division.Left) is BinaryExpression { Operator: BinaryOperator.Multiply } product
            && (IsBase(product.Left, from) || IsBase(product.Right, from)) =>
            Percent(Trees.Binary(division.At, BinaryOperator.Divide, IsBase(product.Left, from) ? product.Right : product.Left, division.Right)),
        _ => null,
    };

    /// <summary>A fraction as a percentage: x / 100 and x * 0.01 are x percent.</summary>
    private Expression? Percent(Expression fraction)
    {
        if (Trees.SpeaksOfPosition(fraction))
        {
            return null;
        }

        var written = translation.Written(fraction);
        return written switch
        {
            NumberExpression number => new PercentExpression(fraction.At, Math.Round(number.Value * 100, 10)),
            BinaryExpression { Operator: BinaryOperator.Divide } of when translation.Written(of.Right) is NumberExpression { Value: 100 } => Percents(of.Left),
            BinaryExpression { Operator: BinaryOperator.Multiply } of when translation.Written(of.Right) is NumberExpression { Value: 0.01 } => Percents(of.Left),
            BinaryExpression { Operator: BinaryOperator.Multiply } of when translation.Written(of.Left) is NumberExpression { Value: 0.01 } => Percents(of.Right),
            _ => Percents(Trees.Binary(fraction.At, BinaryOperator.Multiply, PineTrees.Number(fraction.At, 100), fraction)),
        };
    }

    private Expression Percents(Expression value) =>
        translation.Written(value) is NumberExpression number ? new PercentExpression(value.At, number.Value) : Trees.Call(value.At, "percent", value);

    // Chooses the branch of the side where a price is cond ? a : b by the side of the position.
    private Expression OfSide(Expression tree, int side)
    {
        while (tree is ConditionalExpression { Condition: BinaryExpression { Left: NameExpression { Name: "position" }, Right: NumberExpression { Value: 0 } } condition } conditional)
        {
            var holds = PineRules.Holds(condition.Operator, side);
            tree = translation.Written(holds ? conditional.WhenTrue : conditional.WhenFalse);
        }

        return tree;
    }
}
