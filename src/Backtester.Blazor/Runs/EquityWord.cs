using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>The words that say how much of a curve a document holds.</summary>
public static class EquityWord
{
    private static readonly string[] Words = ["daily", "full", "none"];

    /// <summary>Reads a word; null where it is none.</summary>
    public static EquityDetail? Parse(string word) => word switch
    {
        "daily" => EquityDetail.Daily,
        "full" => EquityDetail.Full,
        "none" => EquityDetail.None,
        _ => null,
    };

    /// <summary>Says that a word is none.</summary>
    public static SpecProblem Wrong(string field, string word) =>
        new(field, "is no amount of the curve", word, string.Join(", ", Words), Options.NearestName.Of(word, Words));
}
