namespace Backtester.Core.Analysis;

/// <summary>Whether a run has enough trades and days for its ratios to say anything.</summary>
public static class SampleAdequacy
{
    /// <summary>Closed trades below which win rate and profit factor say too little: a win rate of 30 trades is ±18 points wide at 95 %.</summary>
    public const int FewTrades = 30;

    /// <summary>Days below which annual ratios say too little.</summary>
    public const int FewDays = 90;

    /// <summary>A sentence for the user; null where the sample is large enough.</summary>
    public static string? Sentence(int closedTrades, int days) => (closedTrades < FewTrades, days < FewDays) switch
    {
        (true, true) => $"Too few trades and days to say: {closedTrades} closed trades (at least {FewTrades}) in {days} days (at least {FewDays}).",
        (true, false) => $"Too few trades to say: {closedTrades} closed trades, at least {FewTrades} are needed.",
        (false, true) => $"Too few days to say: {days}, at least {FewDays} are needed for annual ratios.",
        _ => null,
    };
}
