using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StrategiesAndEntries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "entry_order",
                table: "backtest_trades",
                type: "TEXT",
                nullable: false,
                defaultValue: "market");

            migrationBuilder.AddColumn<double>(
                name: "initial_stop",
                table: "backtest_trades",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "strategies_json",
                table: "backtest_runs",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "entry_order",
                table: "backtest_trades");

            migrationBuilder.DropColumn(
                name: "initial_stop",
                table: "backtest_trades");

            migrationBuilder.DropColumn(
                name: "strategies_json",
                table: "backtest_runs");
        }
    }
}
