using Backtester.Persistence.Recommendations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.ActiveStrategies;

/// <summary>Indexes of <see cref="ActiveStrategy"/>.</summary>
internal sealed class ActiveStrategyTable : IEntityTypeConfiguration<ActiveStrategy>
{
    public void Configure(EntityTypeBuilder<ActiveStrategy> builder)
    {
        builder.ToTable("active_strategies");
        builder.HasIndex(s => s.Name).IsUnique();
    }
}

/// <summary>Keys of <see cref="ActiveStrategyVersion"/>.</summary>
internal sealed class ActiveStrategyVersionTable : IEntityTypeConfiguration<ActiveStrategyVersion>
{
    public void Configure(EntityTypeBuilder<ActiveStrategyVersion> builder)
    {
        builder.ToTable("active_strategy_versions");
        builder.HasKey(v => new { v.StrategyId, v.Number });
        builder.Property(v => v.Number).ValueGeneratedNever();
        builder.HasOne<ActiveStrategy>().WithMany().HasForeignKey(v => v.StrategyId).OnDelete(DeleteBehavior.Cascade);

        // What makes it impossible to apply a recommendation twice, whatever happens between the steps.
        builder.HasIndex(v => v.RecommendationId).IsUnique();
        builder.HasOne<StrategyRecommendation>().WithMany().HasForeignKey(v => v.RecommendationId).OnDelete(DeleteBehavior.SetNull);
    }
}

/// <summary>Keys of <see cref="ActiveStrategyWatch"/>.</summary>
internal sealed class ActiveStrategyWatchTable : IEntityTypeConfiguration<ActiveStrategyWatch>
{
    public void Configure(EntityTypeBuilder<ActiveStrategyWatch> builder)
    {
        builder.ToTable("active_strategy_watches");
        builder.HasKey(w => new { w.StrategyId, w.Version });
        builder.Property(w => w.Version).ValueGeneratedNever();
        builder.HasOne<ActiveStrategy>().WithMany().HasForeignKey(w => w.StrategyId).OnDelete(DeleteBehavior.Cascade);
    }
}
