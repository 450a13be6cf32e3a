using Backtester.Persistence.Batches;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Runs;
using Backtester.Persistence.WalkForwards;
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
        builder.HasOne<StrategyWalkForward>().WithMany().HasForeignKey(j => j.WalkForwardId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<OptimizationBatch>().WithMany().HasForeignKey(j => j.BatchId).OnDelete(DeleteBehavior.SetNull);
    }
}
