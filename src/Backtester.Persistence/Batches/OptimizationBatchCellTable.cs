using Backtester.Persistence.Optimizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Batches;

/// <summary>Key of <see cref="OptimizationBatchCell"/>; rows go with their batch, the searches stay.</summary>
internal sealed class OptimizationBatchCellTable : IEntityTypeConfiguration<OptimizationBatchCell>
{
    public void Configure(EntityTypeBuilder<OptimizationBatchCell> builder)
    {
        builder.ToTable("optimization_batch_cells");
        builder.HasKey(c => new { c.BatchId, c.Number });
        builder.Property(c => c.Number).ValueGeneratedNever();
        builder.HasOne<OptimizationBatch>().WithMany().HasForeignKey(c => c.BatchId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StrategyOptimization>().WithMany().HasForeignKey(c => c.OptimizationId).OnDelete(DeleteBehavior.SetNull);
    }
}
