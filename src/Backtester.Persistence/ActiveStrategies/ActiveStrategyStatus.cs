using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Backtester.Persistence.ActiveStrategies;

/// <summary>Whether a strategy is followed. Stored and shown in capitals.</summary>
public enum ActiveStrategyStatus
{
    /// <summary>The user trades it.</summary>
    Active,

    /// <summary>No longer.</summary>
    Retired,
}

/// <summary>The words of <see cref="ActiveStrategyStatus"/>.</summary>
public static class ActiveStrategyStatusWords
{
    /// <summary>The word in documents: ACTIVE, RETIRED.</summary>
    public static string Word(this ActiveStrategyStatus status) => status == ActiveStrategyStatus.Active ? "ACTIVE" : "RETIRED";

    internal static ActiveStrategyStatus Parse(string word) => word switch
    {
        "ACTIVE" => ActiveStrategyStatus.Active,
        "RETIRED" => ActiveStrategyStatus.Retired,
        _ => throw new FormatException($"status: '{word}' is none of ACTIVE, RETIRED"),
    };
}

/// <summary>A status as its word.</summary>
internal sealed class ActiveStrategyStatusColumn() : ValueConverter<ActiveStrategyStatus, string>(status => status.Word(), word => ActiveStrategyStatusWords.Parse(word));
