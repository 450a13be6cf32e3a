using Backtester.Blazor.Pages.Backtests;

namespace Backtester.Blazor.Pages.CrossValidations;

/// <summary>
/// Turns the document of a search into one that can be cross-validated: sets are compared by the Sharpe ratio of one
/// account, and proposed without a look at results.
/// </summary>
internal static class BlindSearch
{
    private static readonly string[] LearningMethods = ["tpe", "gp", "genetic"];

    /// <summary>Changes what cannot stay, and says what that was.</summary>
    public static IReadOnlyList<string> Adapt(FormDocument document)
    {
        var changed = new List<string>();
        if (document.Text("search.method") is { } method && LearningMethods.Contains(method))
        {
            document.SetText("search.method", "random");
            changed.Add($"sets drawn at random, since {method} would propose them with the tested days in sight");
        }

        if (document.Text("search.objective") is { } objective and not "sharpe_ratio")
        {
            document.Remove("search.objective");
            changed.Add($"the Sharpe ratio in place of {objective}, since the returns of any days give it");
        }

        if (document.List("search.objectives").Count > 0)
        {
            document.Remove("search.objectives");
        }

        // The whole object goes, whichever of its fields are written.
        if (document.ToJson().Contains("\"across\"", StringComparison.Ordinal))
        {
            document.Remove("search.across");
            changed.Add("one account of all symbols in place of one on each market");
        }

        return changed;
    }
}
