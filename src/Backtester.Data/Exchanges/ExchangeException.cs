namespace Backtester.Data.Exchanges;

/// <summary>What helps where an exchange did not answer.</summary>
public enum ExchangeRemedy
{
    /// <summary>The same request may succeed later.</summary>
    Wait,

    /// <summary>It will not: a person must change something.</summary>
    TellAPerson,
}

/// <summary>An exchange could not or would not answer, after all tries. The message says what to do.</summary>
public sealed class ExchangeException(string exchange, string message, ExchangeRemedy remedy, Exception? cause = null)
    : Exception($"{exchange}: {message}", cause)
{
    /// <summary>The host or market.</summary>
    public string Exchange { get; } = exchange;

    /// <summary>Whether waiting helps.</summary>
    public ExchangeRemedy Remedy { get; } = remedy;
}
