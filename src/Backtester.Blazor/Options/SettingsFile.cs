using Backtester.Core.Runs;
using Backtester.Persistence;

namespace Backtester.Blazor.Options;

/// <summary>
/// Where settings come from: appsettings.json beside the program, then environment variables
/// (BACKTESTER__Section__Key), then the command line. All are checked here, and all problems are told at once.
/// </summary>
public static class SettingsFile
{
    /// <summary>What the names of environment variables begin with.</summary>
    public const string EnvironmentPrefix = "BACKTESTER__";

    /// <summary>The file's name.</summary>
    public const string FileName = "appsettings.json";

    /// <summary>The SQLite file in the data folder.</summary>
    public const string DatabaseFile = "backtester.db";

    private static readonly Lazy<IReadOnlyList<string>> AllNames = new(() =>
    {
        var reader = new SettingReader(new ConfigurationBuilder().Build());
        Bind(reader);
        return reader.Names;
    });

    /// <summary>The name of every setting, "Section:Key".</summary>
    public static IReadOnlyList<string> Names => AllNames.Value;

    /// <summary>Reads and checks all settings.</summary>
    /// <param name="overrides">Settings by name from the command line, which win.</param>
    /// <exception cref="SpecException">A setting is unknown or cannot be; all problems are inside.</exception>
    public static BacktesterOptions Load(IReadOnlyDictionary<string, string?> overrides)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: false, reloadOnChange: false)
            .AddEnvironmentVariables(EnvironmentPrefix)
            .AddInMemoryCollection(overrides)
            .Build();
        return Read(configuration);
    }

    /// <summary>Reads and checks all settings of a configuration.</summary>
    /// <exception cref="SpecException">A setting is unknown or cannot be; all problems are inside.</exception>
    public static BacktesterOptions Read(IConfiguration configuration)
    {
        var reader = new SettingReader(configuration);
        var options = Bind(reader);
        SettingsCheck.Check(options, reader);
        foreach (var name in configuration.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key))
        {
            if (!IsKnown(name))
            {
                reader.Add(name, "there is no such setting", suggestion: NearestName.Of(name, Names));
            }
        }

        return reader.Problems.Count == 0 ? options : throw new SpecException(reader.Problems);
    }

    /// <summary>True for the name of a setting, or of an item of a list setting ("Access:AllowedOrigins:0").</summary>
    public static bool IsKnown(string name) => Names.Any(known =>
        known.Equals(name, StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith(known + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(known.Length + 1), out _)));

    private static BacktesterOptions Bind(SettingReader reader)
    {
        var defaults = new BacktesterOptions();
        var folder = reader.Text("DataDirectory", defaults.DataDirectory) is { Length: > 0 } path ? Path.GetFullPath(path) : "";
        return new BacktesterOptions
        {
            Urls = reader.Text("Urls", defaults.Urls),
            DataDirectory = folder,
            Database = BindDatabase(reader, folder),
            Jobs = new JobOptions
            {
                MaxConcurrent = (int)reader.Whole("Jobs:MaxConcurrent", defaults.Jobs.MaxConcurrent, 0, 256),
                ProgressMilliseconds = (int)reader.Whole("Jobs:ProgressMilliseconds", defaults.Jobs.ProgressMilliseconds, 50, 10_000),
            },
            Access = new AccessOptions
            {
                Key = reader.Text("Access:Key", ""),
                AllowWithoutKey = reader.Flag("Access:AllowWithoutKey", fallback: false),
                AllowedOrigins = reader.List("Access:AllowedOrigins"),
                TriesPerMinute = (int)reader.Whole("Access:TriesPerMinute", defaults.Access.TriesPerMinute, 1, 10_000),
                SessionDays = (int)reader.Whole("Access:SessionDays", defaults.Access.SessionDays, 1, 365),
            },
            Limits = new LimitOptions
            {
                RequestBytes = reader.Whole("Limits:RequestBytes", defaults.Limits.RequestBytes, 1024, 1L << 30),
                UploadBytes = reader.Whole("Limits:UploadBytes", defaults.Limits.UploadBytes, 1024, 1L << 44),
            },
            Exchanges = ExchangeBinding.Exchanges(reader),
            Refresh = ExchangeBinding.Refresh(reader),
            Recommendations = RecommendationOptions.Read(reader),
            Retention = new RetentionOptions { JobDays = (int)reader.Whole("Retention:JobDays", defaults.Retention.JobDays, 0, 36_500) },
            Logs = new LogOptions
            {
                Level = Enum.Parse<LogLevel>(
                    reader.Word("Logs:Level", "information", [.. Enum.GetNames<LogLevel>().Select(n => n.ToLowerInvariant())]), ignoreCase: true),
                Format = reader.Word("Logs:Format", defaults.Logs.Format, LogOptions.Formats),
            },
        };
    }

    private static DatabaseOptions BindDatabase(SettingReader reader, string folder)
    {
        var file = Path.Combine(folder, DatabaseFile);
        var (provider, connection) = (reader.Text("Database:Provider", "sqlite"), reader.Text("Database:ConnectionString", ""));
        try
        {
            return DatabaseOptions.Parse(provider, connection, file);
        }
        catch (SpecException error)
        {
            reader.Add(error.Problems);
            return DatabaseOptions.SqliteFile(file);
        }
    }
}
