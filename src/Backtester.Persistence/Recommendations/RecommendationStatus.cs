using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Backtester.Persistence.Recommendations;

/// <summary>Where a recommendation stands with the user. Stored and shown in capitals. Judging does not depend on it.</summary>
public enum RecommendationStatus
{
    /// <summary>It waits for an answer.</summary>
    Pending,

    /// <summary>Said yes to; what it advises is being done.</summary>
    Accepted,

    /// <summary>Said no to.</summary>
    Rejected,

    /// <summary>What it advises is done.</summary>
    Applied,

    /// <summary>Nobody answered before its time was over or a newer one took its place; of replayed ones, which nobody is asked about, from the start.</summary>
    Expired,

    /// <summary>Applied, and taken back later.</summary>
    Reverted,
}

/// <summary>The words of <see cref="RecommendationStatus"/>.</summary>
public static class RecommendationStatusWords
{
    /// <summary>The word in documents: PENDING, ACCEPTED, REJECTED, APPLIED, EXPIRED, REVERTED.</summary>
    public static string Word(this RecommendationStatus status) => Enum.IsDefined(status)
        ? Enum.GetName(status)!.ToUpperInvariant()
        : throw new ArgumentOutOfRangeException(nameof(status), status, "not a status");

    /// <summary>All words, for messages.</summary>
    public static string All { get; } = string.Join(", ", Enum.GetValues<RecommendationStatus>().Select(Word));

    /// <summary>Reads a word, in any case; false where it is none.</summary>
    public static bool TryParse(string? word, out RecommendationStatus status)
    {
        foreach (var candidate in Enum.GetValues<RecommendationStatus>())
        {
            if (string.Equals(candidate.Word(), word, StringComparison.OrdinalIgnoreCase))
            {
                status = candidate;
                return true;
            }
        }

        status = default;
        return false;
    }

    internal static RecommendationStatus Parse(string word) => TryParse(word, out var status) ? status : throw new FormatException($"status: '{word}' is none of {All}");
}

/// <summary>A status as its word.</summary>
internal sealed class RecommendationStatusColumn() : ValueConverter<RecommendationStatus, string>(status => status.Word(), word => RecommendationStatusWords.Parse(word));
