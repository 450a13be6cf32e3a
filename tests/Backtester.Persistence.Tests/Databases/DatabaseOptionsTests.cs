using Backtester.Core.Runs;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace Backtester.Persistence.Tests.Databases;

public sealed class DatabaseOptionsTests
{
    [Theory]
    [InlineData(null, null, DatabaseProvider.Sqlite, "Data Source=/d/backtester.db")]
    [InlineData("", "", DatabaseProvider.Sqlite, "Data Source=/d/backtester.db")]
    [InlineData("SQLite", "Data Source=x.db", DatabaseProvider.Sqlite, "Data Source=x.db")]
    [InlineData("postgres", "Host=h", DatabaseProvider.Postgres, "Host=h")]
    public void Parse_reads_the_settings(string? provider, string? connection, DatabaseProvider expected, string expectedConnection)
    {
        var options = DatabaseOptions.Parse(provider, connection, "/d/backtester.db");

        Assert.Equal(expected, options.Provider);
        Assert.Equal(expectedConnection, options.ConnectionString, ignoreCase: true);
    }

    [Theory]
    [InlineData("mysql", "x", "Database:Provider")]
    [InlineData("postgres", null, "Database:ConnectionString")]
    public void Parse_of_a_wrong_setting_names_it(string provider, string? connection, string field)
    {
        var error = Assert.Throws<SpecException>(() => DatabaseOptions.Parse(provider, connection, "x.db"));

        Assert.Equal(field, Assert.Single(error.Problems).Field);
    }

    [Fact]
    public void Text_of_options_has_no_password() =>
        Assert.DoesNotContain("secret", new DatabaseOptions(DatabaseProvider.Postgres, "Password=secret").ToString());

    [Theory]
    [InlineData("pending", true, WorkStatus.Pending)]
    [InlineData("CANCELLED", true, WorkStatus.Cancelled)]
    [InlineData("0", false, WorkStatus.Pending)]
    [InlineData(null, false, WorkStatus.Pending)]
    public void Status_words_are_read_in_any_case_and_nothing_else(string? word, bool known, WorkStatus expected) =>
        Assert.Equal((known, expected), (WorkStatusWords.TryParse(word, out var status), status));

    [Fact]
    public void Registration_gives_all_stores()
    {
        using var services = new ServiceCollection().AddPersistence(DatabaseOptions.SqliteFile("x.db")).BuildServiceProvider(validateScopes: true);

        Assert.NotNull(services.GetRequiredService<RunStore>());
        Assert.NotNull(services.GetRequiredService<JobStore>());
        Assert.NotNull(services.GetRequiredService<DatabaseInitializer>());
    }
}
