namespace Backtester.Core.Analysis;

/// <summary>
/// How much history so many tries need: the years under which the best of N sets without any edge is expected to show a
/// Sharpe ratio by luck, (E[max of N standard normals] / SR)² (Bailey, Borwein, López de Prado and Zhu, "Pseudo-Mathematics
/// and Financial Charlatanism", 2014).
/// </summary>
public static class MinimumBacktestLength
{
    /// <summary>The years; NaN where the Sharpe ratio is not above 0 or there is no try.</summary>
    /// <param name="trials">(Effective) number of independent tries.</param>
    /// <param name="annualSharpe">The Sharpe ratio, annual.</param>
    public static double Years(double trials, double annualSharpe)
    {
        var expected = ProbabilisticSharpe.ExpectedMaximum(1, trials);
        return annualSharpe > 0 ? expected * expected / (annualSharpe * annualSharpe) : double.NaN;
    }
}
