namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>A cross-validation that was checked against the strategy and the stored candles: what will be done.</summary>
public sealed record CrossValidationPlan
{
    /// <summary>The search whose sets are compared.</summary>
    public required SearchPlan Search { get; init; }

    /// <summary>How the days are cut.</summary>
    public required CrossValidationSettings Settings { get; init; }

    /// <summary>Days of the range.</summary>
    public required int Days { get; init; }

    /// <summary>Bars of the range.</summary>
    public required int Bars { get; init; }

    /// <summary>Days left out of the training on both sides of a test group: those that its purged bars touch.</summary>
    public required int PurgeDays { get; init; }

    /// <summary>Days left out after a test group beyond those.</summary>
    public required int EmbargoDays { get; init; }

    /// <summary>Choices of the tested groups, C(N, k).</summary>
    public int Splits => (int)CombinatorialSplits.Count(Settings.Groups, Settings.TestGroups);

    /// <summary>Paths that the tests make, k/N · C(N, k).</summary>
    public int Paths => Splits * Settings.TestGroups / Settings.Groups;

    /// <summary>SHA-256 (hex) of the search's fingerprint and the settings.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Candles that all sets walk: sets × bars × symbols. Every set is simulated once.</summary>
    public double BarCombos => (double)Bars * Search.Settings.Budget(Search.Space.Total) * Search.Base.Series.Count;
}
