using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Optimizations;

/// <summary>Key of <see cref="OptimizationTrial"/>; rows go with their search.</summary>
internal sealed class OptimizationTrialTable : IEntityTypeConfiguration<OptimizationTrial>
{
    public void Configure(EntityTypeBuilder<OptimizationTrial> builder)
    {
        builder.ToTable("optimization_trials");
        builder.HasKey(t => new { t.OptimizationId, t.Number });
        builder.Property(t => t.Number).ValueGeneratedNever();
        builder.HasIndex(t => new { t.OptimizationId, t.Score });
        builder.HasOne<StrategyOptimization>().WithMany().HasForeignKey(t => t.OptimizationId).OnDelete(DeleteBehavior.Cascade);
    }
}
