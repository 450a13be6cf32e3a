using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Runs;

/// <summary>Key of <see cref="BacktestMetric"/>; rows go with their run.</summary>
internal sealed class BacktestMetricTable : IEntityTypeConfiguration<BacktestMetric>
{
    public void Configure(EntityTypeBuilder<BacktestMetric> builder)
    {
        builder.ToTable("backtest_metrics");
        builder.HasKey(m => new { m.RunId, m.DayMs });
        builder.Property(m => m.DayMs).ValueGeneratedNever();
        builder.HasOne<BacktestRun>().WithMany().HasForeignKey(m => m.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
