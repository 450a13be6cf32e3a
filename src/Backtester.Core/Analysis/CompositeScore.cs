namespace Backtester.Core.Analysis;

/// <summary>Weights of the composite score; settings, with these defaults.</summary>
/// <param name="WinRate">Weight of the win rate in percent.</param>
/// <param name="Roi">Weight of the return on investment in percent.</param>
/// <param name="Sharpe">Weight of the annual Sharpe ratio.</param>
/// <param name="ProfitFactor">Weight of the profit factor.</param>
public sealed record ScoreWeights(double WinRate = 0.4, double Roi = 0.3, double Sharpe = 0.2, double ProfitFactor = 0.1);

/// <summary>
/// win_rate·0.4 + roi·0.3 + sharpe·0.2 + profit_factor·0.1 with the percents as shown. It mixes units, so a term is kept
/// beside the sum: whoever reads the score can see what made it. An unknown term is 0.
/// </summary>
/// <param name="WinRate">The weighted win rate.</param>
/// <param name="Roi">The weighted return.</param>
/// <param name="Sharpe">The weighted Sharpe ratio.</param>
/// <param name="ProfitFactor">The weighted profit factor.</param>
public readonly record struct CompositeScore(double WinRate, double Roi, double Sharpe, double ProfitFactor)
{
    /// <summary>The sum of the terms.</summary>
    public double Total => WinRate + Roi + Sharpe + ProfitFactor;

    /// <summary>Weighs four metrics.</summary>
    /// <param name="winRatePercent">Percent.</param>
    /// <param name="roiPercent">Percent.</param>
    /// <param name="sharpe">Annual.</param>
    /// <param name="profitFactor">Ratio.</param>
    /// <param name="weights">The weights; null for the defaults.</param>
    public static CompositeScore Of(double winRatePercent, double roiPercent, double sharpe, double profitFactor, ScoreWeights? weights = null)
    {
        weights ??= new ScoreWeights();
        return new CompositeScore(
            Term(winRatePercent, weights.WinRate),
            Term(roiPercent, weights.Roi),
            Term(sharpe, weights.Sharpe),
            Term(profitFactor, weights.ProfitFactor));
    }

    private static double Term(double value, double weight) => double.IsFinite(value) ? value * weight : 0;
}
