using Backtester.Persistence;

namespace Backtester.Blazor.Options;

/// <summary>Every setting, read and checked by <see cref="SettingsFile"/>. Names in documents are "Section:Key".</summary>
public sealed record BacktesterOptions
{
    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://localhost:8080";

    /// <summary>The folder that holds the database, the candles, the curves and the keys; a full path after reading.</summary>
    public string DataDirectory { get; init; } = "./data";

    /// <summary>Where runs are stored.</summary>
    public DatabaseOptions Database { get; init; } = DatabaseOptions.SqliteFile(Path.GetFullPath("./data/backtester.db"));

    /// <summary>How jobs run.</summary>
    public JobOptions Jobs { get; init; } = new();

    /// <summary>Who may use the portal.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>How much may be sent.</summary>
    public LimitOptions Limits { get; init; } = new();

    /// <summary>How exchanges are reached.</summary>
    public ExchangeOptions Exchanges { get; init; } = new();

    /// <summary>Series that are kept current.</summary>
    public RefreshOptions Refresh { get; init; } = new();

    /// <summary>How recommendations are made.</summary>
    public RecommendationOptions Recommendations { get; init; } = new();

    /// <summary>What is forgotten, and when.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>What is logged to stderr.</summary>
    public LogOptions Logs { get; init; } = new();

    /// <summary>The addresses one by one.</summary>
    public IReadOnlyList<string> UrlList => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
