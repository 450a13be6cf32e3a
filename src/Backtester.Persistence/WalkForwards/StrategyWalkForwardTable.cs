using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.WalkForwards;

/// <summary>Indexes of <see cref="StrategyWalkForward"/>.</summary>
internal sealed class StrategyWalkForwardTable : IEntityTypeConfiguration<StrategyWalkForward>
{
    public void Configure(EntityTypeBuilder<StrategyWalkForward> builder)
    {
        builder.ToTable("strategy_walk_forwards");
        builder.HasIndex(w => w.Uuid).IsUnique();
        builder.HasIndex(w => new { w.Strategy, w.Id });
        builder.HasIndex(w => w.Fingerprint).HasFilter("status = 'COMPLETED'");
    }
}
