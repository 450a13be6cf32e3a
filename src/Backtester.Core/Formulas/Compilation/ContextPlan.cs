using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// The operations over one stream of candles, operands before their users, and the streams derived from it: the run's
/// own candles are the root; <c>tf</c> and <c>symbol</c> blocks are children, whose values align nodes bring back.
/// </summary>
internal sealed class ContextPlan
{
    public ContextPlan(Timeframe? timeframe, SymbolInput? symbol)
    {
        Timeframe = timeframe;
        Symbol = symbol;
    }

    /// <summary>The longer timeframe of a <c>tf</c> block; null for the root and for symbols.</summary>
    public Timeframe? Timeframe { get; }

    /// <summary>The other instrument of a <c>symbol</c> block; null for the root and for timeframes.</summary>
    public SymbolInput? Symbol { get; }

    public List<ColumnNode> Nodes { get; } = [];

    public List<ContextPlan> Children { get; } = [];

    /// <summary>This plan and all below it.</summary>
    public IEnumerable<ContextPlan> All() => Children.SelectMany(c => c.All()).Prepend(this);
}

/// <summary>Another instrument that a formula reads.</summary>
/// <param name="Exchange">Its market; null for that of the run.</param>
/// <param name="Symbol">The stored spelling, such as "BTCUSDT".</param>
public sealed record SymbolInput(string? Exchange, string Symbol)
{
    /// <summary>Reads "BTCUSDT" or "coinbase:BTC-USD"; null where it is neither.</summary>
    public static SymbolInput? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var exchange = colon < 0 ? null : text[..colon];
        var name = text[(colon + 1)..];
        return SymbolName.Normalize(name) is { Length: > 0 and <= 40 } symbol
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_')
            && (exchange is null || (exchange.Length is > 0 and <= 40 && exchange.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            ? new SymbolInput(exchange, symbol)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Exchange is null ? Symbol : $"{Exchange}:{Symbol}";
}
