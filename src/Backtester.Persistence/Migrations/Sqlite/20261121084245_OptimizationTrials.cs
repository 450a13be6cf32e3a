using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OptimizationTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "optimization_trials",
                columns: table => new
                {
                    optimization_id = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    point = table.Column<string>(type: "TEXT", nullable: false),
                    params_json = table.Column<string>(type: "TEXT", nullable: false),
                    metrics_json = table.Column<string>(type: "TEXT", nullable: true),
                    score = table.Column<double>(type: "REAL", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_optimization_trials", x => new { x.optimization_id, x.number });
                    table.ForeignKey(
                        name: "FK_optimization_trials_strategy_optimizations_optimization_id",
                        column: x => x.optimization_id,
                        principalTable: "strategy_optimizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_optimization_trials_optimization_id_score",
                table: "optimization_trials",
                columns: new[] { "optimization_id", "score" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "optimization_trials");
        }
    }
}
