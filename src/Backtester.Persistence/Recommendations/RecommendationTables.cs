using Backtester.Persistence.ActiveStrategies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Recommendations;

/// <summary>Constraints and indexes of <see cref="StrategyRecommendation"/>.</summary>
internal sealed class StrategyRecommendationTable : IEntityTypeConfiguration<StrategyRecommendation>
{
    public void Configure(EntityTypeBuilder<StrategyRecommendation> builder)
    {
        // Advice that was judged on candles from before it was made would always look right.
        builder.ToTable("strategy_recommendations", table =>
        {
            table.HasCheckConstraint("ck_recommendations_judged_after_made", "made_at_ms < judged_from_ms");
            table.HasCheckConstraint("ck_recommendations_judged_range", "judged_from_ms < judged_until_ms");
            table.HasCheckConstraint("ck_recommendations_judged_when_over", "judged_at_ms IS NULL OR outcome_json IS NOT NULL");
        });
        builder.HasIndex(r => new { r.Status, r.Id });
        builder.HasIndex(r => new { r.StrategyId, r.Id });
        builder.HasIndex(r => new { r.JudgedAtMs, r.JudgedUntilMs });
        builder.HasOne<ActiveStrategy>().WithMany().HasForeignKey(r => r.StrategyId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Index of <see cref="RecommendationEvent"/>.</summary>
internal sealed class RecommendationEventTable : IEntityTypeConfiguration<RecommendationEvent>
{
    public void Configure(EntityTypeBuilder<RecommendationEvent> builder)
    {
        builder.ToTable("recommendation_events");
        builder.HasIndex(e => new { e.RecommendationId, e.Id });
        builder.HasOne<StrategyRecommendation>().WithMany().HasForeignKey(e => e.RecommendationId).OnDelete(DeleteBehavior.Cascade);
    }
}
