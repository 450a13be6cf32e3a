using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Jobs;

/// <summary>Indexes of <see cref="Job"/>; a job outlives the run it made.</summary>
internal sealed class JobTable : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.ToTable("jobs");
        builder.HasIndex(j => new { j.Status, j.Id });
        builder.HasIndex(j => j.CreatedMs);
        builder.HasOne<BacktestRun>().WithMany().HasForeignKey(j => j.RunId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<StrategyOptimization>().WithMany().HasForeignKey(j => j.OptimizationId).OnDelete(DeleteBehavior.SetNull);
    }
}
