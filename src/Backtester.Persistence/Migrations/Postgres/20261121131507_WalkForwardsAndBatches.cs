using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Backtester.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WalkForwardsAndBatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "batch_id",
                table: "jobs",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "walk_forward_id",
                table: "jobs",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "optimization_batches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uuid = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    spec_text = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    objective = table.Column<string>(type: "text", nullable: false),
                    cells = table.Column<int>(type: "integer", nullable: false),
                    cells_done = table.Column<int>(type: "integer", nullable: false),
                    created_ms = table.Column<long>(type: "bigint", nullable: false),
                    started_ms = table.Column<long>(type: "bigint", nullable: true),
                    finished_ms = table.Column<long>(type: "bigint", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_cause = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_optimization_batches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "strategy_walk_forwards",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uuid = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    symbols = table.Column<string>(type: "text", nullable: false),
                    timeframe = table.Column<string>(type: "text", nullable: false),
                    exchange = table.Column<string>(type: "text", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    objective = table.Column<string>(type: "text", nullable: false),
                    mode = table.Column<string>(type: "text", nullable: false),
                    spec_text = table.Column<string>(type: "text", nullable: false),
                    manifest = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    windows = table.Column<int>(type: "integer", nullable: false),
                    windows_done = table.Column<int>(type: "integer", nullable: false),
                    tried = table.Column<long>(type: "bigint", nullable: false),
                    efficiency = table.Column<double>(type: "double precision", nullable: true),
                    degradation = table.Column<double>(type: "double precision", nullable: true),
                    out_of_sample_annual_return = table.Column<double>(type: "double precision", nullable: true),
                    sentence = table.Column<string>(type: "text", nullable: true),
                    result_hash = table.Column<string>(type: "text", nullable: true),
                    result_json = table.Column<string>(type: "text", nullable: true),
                    elapsed_seconds = table.Column<double>(type: "double precision", nullable: true),
                    created_ms = table.Column<long>(type: "bigint", nullable: false),
                    started_ms = table.Column<long>(type: "bigint", nullable: true),
                    finished_ms = table.Column<long>(type: "bigint", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_cause = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_strategy_walk_forwards", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "optimization_batch_cells",
                columns: table => new
                {
                    batch_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    timeframe = table.Column<string>(type: "text", nullable: false),
                    spec_text = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    budget = table.Column<long>(type: "bigint", nullable: false),
                    optimization_id = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_optimization_batch_cells", x => new { x.batch_id, x.number });
                    table.ForeignKey(
                        name: "FK_optimization_batch_cells_optimization_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "optimization_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_optimization_batch_cells_strategy_optimizations_optimizatio~",
                        column: x => x.optimization_id,
                        principalTable: "strategy_optimizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "strategy_walk_forward_windows",
                columns: table => new
                {
                    walk_forward_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    trials = table.Column<int>(type: "integer", nullable: false),
                    measured = table.Column<int>(type: "integer", nullable: false),
                    chosen_json = table.Column<string>(type: "text", nullable: true),
                    document_json = table.Column<string>(type: "text", nullable: false),
                    curve_json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_strategy_walk_forward_windows", x => new { x.walk_forward_id, x.number });
                    table.ForeignKey(
                        name: "FK_strategy_walk_forward_windows_strategy_walk_forwards_walk_f~",
                        column: x => x.walk_forward_id,
                        principalTable: "strategy_walk_forwards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_jobs_batch_id",
                table: "jobs",
                column: "batch_id");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_walk_forward_id",
                table: "jobs",
                column: "walk_forward_id");

            migrationBuilder.CreateIndex(
                name: "IX_optimization_batch_cells_optimization_id",
                table: "optimization_batch_cells",
                column: "optimization_id");

            migrationBuilder.CreateIndex(
                name: "IX_optimization_batches_fingerprint",
                table: "optimization_batches",
                column: "fingerprint",
                filter: "status = 'COMPLETED'");

            migrationBuilder.CreateIndex(
                name: "IX_optimization_batches_uuid",
                table: "optimization_batches",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_strategy_walk_forwards_fingerprint",
                table: "strategy_walk_forwards",
                column: "fingerprint",
                filter: "status = 'COMPLETED'");

            migrationBuilder.CreateIndex(
                name: "IX_strategy_walk_forwards_strategy_id",
                table: "strategy_walk_forwards",
                columns: new[] { "strategy", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_strategy_walk_forwards_uuid",
                table: "strategy_walk_forwards",
                column: "uuid",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_jobs_optimization_batches_batch_id",
                table: "jobs",
                column: "batch_id",
                principalTable: "optimization_batches",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_jobs_strategy_walk_forwards_walk_forward_id",
                table: "jobs",
                column: "walk_forward_id",
                principalTable: "strategy_walk_forwards",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_jobs_optimization_batches_batch_id",
                table: "jobs");

            migrationBuilder.DropForeignKey(
                name: "FK_jobs_strategy_walk_forwards_walk_forward_id",
                table: "jobs");

            migrationBuilder.DropTable(
                name: "optimization_batch_cells");

            migrationBuilder.DropTable(
                name: "strategy_walk_forward_windows");

            migrationBuilder.DropTable(
                name: "optimization_batches");

            migrationBuilder.DropTable(
                name: "strategy_walk_forwards");

            migrationBuilder.DropIndex(
                name: "IX_jobs_batch_id",
                table: "jobs");

            migrationBuilder.DropIndex(
                name: "IX_jobs_walk_forward_id",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "batch_id",
                table: "jobs");

            migrationBuilder.DropColumn(
                name: "walk_forward_id",
                table: "jobs");
        }
    }
}
