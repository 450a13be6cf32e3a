using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Batches;

/// <summary>Indexes of <see cref="OptimizationBatch"/>.</summary>
internal sealed class OptimizationBatchTable : IEntityTypeConfiguration<OptimizationBatch>
{
    public void Configure(EntityTypeBuilder<OptimizationBatch> builder)
    {
        builder.ToTable("optimization_batches");
        builder.HasIndex(b => b.Uuid).IsUnique();
        builder.HasIndex(b => b.Fingerprint).HasFilter("status = 'COMPLETED'");
    }
}
