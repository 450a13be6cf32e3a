using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.WalkForwards;

/// <summary>Key of <see cref="StrategyWalkForwardWindow"/>; rows go with their walk-forward.</summary>
internal sealed class StrategyWalkForwardWindowTable : IEntityTypeConfiguration<StrategyWalkForwardWindow>
{
    public void Configure(EntityTypeBuilder<StrategyWalkForwardWindow> builder)
    {
        builder.ToTable("strategy_walk_forward_windows");
        builder.HasKey(w => new { w.WalkForwardId, w.Number });
        builder.Property(w => w.Number).ValueGeneratedNever();
        builder.HasOne<StrategyWalkForward>().WithMany().HasForeignKey(w => w.WalkForwardId).OnDelete(DeleteBehavior.Cascade);
    }
}
