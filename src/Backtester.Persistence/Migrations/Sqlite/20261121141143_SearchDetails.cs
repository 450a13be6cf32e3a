using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SearchDetails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "outcome_json",
                table: "strategy_optimizations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "pause_requested",
                table: "strategy_optimizations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "details_json",
                table: "optimization_trials",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "outcome_json",
                table: "strategy_optimizations");

            migrationBuilder.DropColumn(
                name: "pause_requested",
                table: "strategy_optimizations");

            migrationBuilder.DropColumn(
                name: "details_json",
                table: "optimization_trials");
        }
    }
}
