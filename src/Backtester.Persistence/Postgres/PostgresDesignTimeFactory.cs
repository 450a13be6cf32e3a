using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Backtester.Persistence.Postgres;

/// <summary>For `dotnet ef migrations add NAME --context PostgresBacktesterDb --output-dir Migrations/Postgres`; opens no connection.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresBacktesterDb>
{
    public PostgresBacktesterDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresBacktesterDb>().UseNpgsql("Host=design-time").Options);
}
