using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Backtester.Persistence.Sqlite;

/// <summary>For `dotnet ef migrations add NAME --context SqliteBacktesterDb --output-dir Migrations/Sqlite`; opens no database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteBacktesterDb>
{
    public SqliteBacktesterDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBacktesterDb>().UseSqlite("Data Source=design-time.db").Options);
}
