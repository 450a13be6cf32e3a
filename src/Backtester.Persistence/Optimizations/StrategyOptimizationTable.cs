using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Optimizations;

/// <summary>Indexes of <see cref="StrategyOptimization"/>.</summary>
internal sealed class StrategyOptimizationTable : IEntityTypeConfiguration<StrategyOptimization>
{
    public void Configure(EntityTypeBuilder<StrategyOptimization> builder)
    {
        builder.ToTable("strategy_optimizations");
        builder.HasIndex(o => o.Uuid).IsUnique();
        builder.HasIndex(o => o.CreatedMs);
        builder.HasIndex(o => new { o.Status, o.Id });
        builder.HasIndex(o => new { o.Strategy, o.Id });
        builder.HasIndex(o => o.Fingerprint).HasFilter("status = 'COMPLETED'");
    }
}
