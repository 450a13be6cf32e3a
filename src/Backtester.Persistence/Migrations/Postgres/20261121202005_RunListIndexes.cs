using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RunListIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_final_equity_id",
                table: "backtest_runs",
                columns: new[] { "final_equity", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_max_drawdown_percentage_id",
                table: "backtest_runs",
                columns: new[] { "max_drawdown_percentage", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_profit_factor_id",
                table: "backtest_runs",
                columns: new[] { "profit_factor", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_roi_id",
                table: "backtest_runs",
                columns: new[] { "roi", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_sharpe_ratio_id",
                table: "backtest_runs",
                columns: new[] { "sharpe_ratio", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_total_profit_loss_id",
                table: "backtest_runs",
                columns: new[] { "total_profit_loss", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_total_trades_id",
                table: "backtest_runs",
                columns: new[] { "total_trades", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_win_rate_id",
                table: "backtest_runs",
                columns: new[] { "win_rate", "id" });

            // The list sorts names as the database's small letters have them.
            migrationBuilder.Sql("CREATE INDEX ix_backtest_runs_small_name ON backtest_runs (lower(name), id);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_final_equity_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_max_drawdown_percentage_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_profit_factor_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_roi_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_sharpe_ratio_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_total_profit_loss_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_total_trades_id",
                table: "backtest_runs");

            migrationBuilder.DropIndex(
                name: "IX_backtest_runs_win_rate_id",
                table: "backtest_runs");

            migrationBuilder.Sql("DROP INDEX ix_backtest_runs_small_name;");
        }
    }
}
