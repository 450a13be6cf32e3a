using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Postgres
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
                    optimization_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    point = table.Column<string>(type: "text", nullable: false),
                    params_json = table.Column<string>(type: "text", nullable: false),
                    metrics_json = table.Column<string>(type: "text", nullable: true),
                    score = table.Column<double>(type: "double precision", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
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
