using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "market");

            migrationBuilder.AddColumn<double>(
                name: "initial_stop",
                table: "backtest_trades",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "strategies_json",
                table: "backtest_runs",
                type: "text",
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
