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

        // What lists are sorted by, each with the id that decides between equals.
        builder.HasIndex(r => new { r.Roi, r.Id });
        builder.HasIndex(r => new { r.SharpeRatio, r.Id });
        builder.HasIndex(r => new { r.WinRate, r.Id });
        builder.HasIndex(r => new { r.TotalTrades, r.Id });
        builder.HasIndex(r => new { r.TotalProfitLoss, r.Id });
        builder.HasIndex(r => new { r.MaxDrawdownPercentage, r.Id });
        builder.HasIndex(r => new { r.ProfitFactor, r.Id });
        builder.HasIndex(r => new { r.FinalEquity, r.Id });

        // Not unique: `--fresh` runs a stored fingerprint anew and keeps both.
        builder.HasIndex(r => r.Fingerprint).HasFilter("status = 'COMPLETED'");
    }
}
