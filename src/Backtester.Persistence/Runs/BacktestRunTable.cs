using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Runs;

/// <summary>Columns and indexes of <see cref="BacktestRun"/>.</summary>
internal sealed class BacktestRunTable : IEntityTypeConfiguration<BacktestRun>
{
    public void Configure(EntityTypeBuilder<BacktestRun> builder)
    {
        builder.ToTable("backtest_runs");
        builder.HasIndex(r => r.Uuid).IsUnique();
        builder.HasIndex(r => r.CreatedMs);
        builder.HasIndex(r => new { r.Status, r.Id });
        builder.HasIndex(r => new { r.Strategy, r.Id });

        // Not unique: `--fresh` runs a stored fingerprint anew and keeps both.
        builder.HasIndex(r => r.Fingerprint).HasFilter("status = 'COMPLETED'");
    }
}
