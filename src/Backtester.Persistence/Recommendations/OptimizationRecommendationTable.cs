using Backtester.Persistence.Optimizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Recommendations;

/// <summary>Constraint and indexes of <see cref="OptimizationRecommendation"/>.</summary>
internal sealed class OptimizationRecommendationTable : IEntityTypeConfiguration<OptimizationRecommendation>
{
    public void Configure(EntityTypeBuilder<OptimizationRecommendation> builder)
    {
        // Advice that was judged on candles from before it was made would always look right.
        builder.ToTable("optimization_recommendations", table =>
        {
            table.HasCheckConstraint("ck_recommendations_judged_after_made", "judged_from_ms IS NULL OR made_at_ms < judged_from_ms");
            table.HasCheckConstraint("ck_recommendations_judged_has_start", "judged_at_ms IS NULL OR judged_from_ms IS NOT NULL");
        });
        builder.HasIndex(r => r.MadeAtMs);
        builder.HasIndex(r => new { r.Status, r.Id });
        builder.HasIndex(r => new { r.Strategy, r.Id });
        builder.HasOne<StrategyOptimization>().WithMany().HasForeignKey(r => r.OptimizationId).OnDelete(DeleteBehavior.SetNull);
    }
}
