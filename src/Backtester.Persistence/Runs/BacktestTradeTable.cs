using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Backtester.Persistence.Runs;

/// <summary>Key of <see cref="BacktestTrade"/>; rows go with their run.</summary>
internal sealed class BacktestTradeTable : IEntityTypeConfiguration<BacktestTrade>
{
    public void Configure(EntityTypeBuilder<BacktestTrade> builder)
    {
        builder.ToTable("backtest_trades");
        builder.HasKey(t => new { t.RunId, t.Sequence });
        builder.Property(t => t.Sequence).ValueGeneratedNever();
        builder.HasOne<BacktestRun>().WithMany().HasForeignKey(t => t.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
