using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Postgres;

/// <summary>The database on a PostgreSQL server.</summary>
public sealed class PostgresBacktesterDb(DbContextOptions<PostgresBacktesterDb> options) : BacktesterDb(options);
