using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RunTags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "tags",
                table: "backtest_runs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "tags",
                table: "backtest_runs");
        }
    }
}
