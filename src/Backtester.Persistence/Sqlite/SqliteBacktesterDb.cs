using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Sqlite;

/// <summary>The database in one SQLite file.</summary>
public sealed class SqliteBacktesterDb(DbContextOptions<SqliteBacktesterDb> options) : BacktesterDb(options);
