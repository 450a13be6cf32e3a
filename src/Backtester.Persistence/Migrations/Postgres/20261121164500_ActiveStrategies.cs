using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Backtester.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ActiveStrategies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "optimization_recommendations");

            migrationBuilder.CreateTable(
                name: "active_strategies",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    current_version = table.Column<int>(type: "integer", nullable: false),
                    created_ms = table.Column<long>(type: "bigint", nullable: false),
                    retired_ms = table.Column<long>(type: "bigint", nullable: true),
                    looked_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    look_json = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_active_strategies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "active_strategy_watches",
                columns: table => new
                {
                    strategy_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    state_json = table.Column<string>(type: "text", nullable: false),
                    watched_from_ms = table.Column<long>(type: "bigint", nullable: false),
                    seen_until_ms = table.Column<long>(type: "bigint", nullable: false),
                    engine_version = table.Column<int>(type: "integer", nullable: false),
                    data_hash = table.Column<string>(type: "text", nullable: false),
                    alarm_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    cause = table.Column<string>(type: "text", nullable: true),
                    sentence = table.Column<string>(type: "text", nullable: true),
                    updated_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_active_strategy_watches", x => new { x.strategy_id, x.version });
                    table.ForeignKey(
                        name: "FK_active_strategy_watches_active_strategies_strategy_id",
                        column: x => x.strategy_id,
                        principalTable: "active_strategies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "strategy_recommendations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    type = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    replayed = table.Column<bool>(type: "boolean", nullable: false),
                    strategy_id = table.Column<long>(type: "bigint", nullable: false),
                    strategy_version = table.Column<int>(type: "integer", nullable: false),
                    current_spec = table.Column<string>(type: "text", nullable: false),
                    recommended_spec = table.Column<string>(type: "text", nullable: true),
                    compared_spec = table.Column<string>(type: "text", nullable: true),
                    current_params_json = table.Column<string>(type: "text", nullable: false),
                    recommended_params_json = table.Column<string>(type: "text", nullable: false),
                    metric = table.Column<string>(type: "text", nullable: false),
                    expected_win_rate = table.Column<double>(type: "double precision", nullable: true),
                    expected_roi = table.Column<double>(type: "double precision", nullable: true),
                    expected = table.Column<double>(type: "double precision", nullable: true),
                    expected_low = table.Column<double>(type: "double precision", nullable: true),
                    expected_high = table.Column<double>(type: "double precision", nullable: true),
                    raw_low = table.Column<double>(type: "double precision", nullable: true),
                    raw_high = table.Column<double>(type: "double precision", nullable: true),
                    raw_probability = table.Column<double>(type: "double precision", nullable: true),
                    probability = table.Column<double>(type: "double precision", nullable: true),
                    confidence_score = table.Column<double>(type: "double precision", nullable: true),
                    horizon_days = table.Column<int>(type: "integer", nullable: false),
                    evidence_json = table.Column<string>(type: "text", nullable: false),
                    reasons_json = table.Column<string>(type: "text", nullable: false),
                    disproved_by_json = table.Column<string>(type: "text", nullable: false),
                    input_hash = table.Column<string>(type: "text", nullable: false),
                    made_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    judged_from_ms = table.Column<long>(type: "bigint", nullable: false),
                    judged_until_ms = table.Column<long>(type: "bigint", nullable: false),
                    judged_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    realised = table.Column<double>(type: "double precision", nullable: true),
                    improved = table.Column<bool>(type: "boolean", nullable: true),
                    inside_interval = table.Column<bool>(type: "boolean", nullable: true),
                    brier = table.Column<double>(type: "double precision", nullable: true),
                    log_score = table.Column<double>(type: "double precision", nullable: true),
                    outcome_json = table.Column<string>(type: "text", nullable: true),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    reject_reason = table.Column<string>(type: "text", nullable: true),
                    snoozed_until_ms = table.Column<long>(type: "bigint", nullable: true),
                    applied_as = table.Column<string>(type: "text", nullable: true),
                    created_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_strategy_recommendations", x => x.id);
                    table.CheckConstraint("ck_recommendations_judged_after_made", "made_at_ms < judged_from_ms");
                    table.CheckConstraint("ck_recommendations_judged_range", "judged_from_ms < judged_until_ms");
                    table.CheckConstraint("ck_recommendations_judged_when_over", "judged_at_ms IS NULL OR outcome_json IS NOT NULL");
                    table.ForeignKey(
                        name: "FK_strategy_recommendations_active_strategies_strategy_id",
                        column: x => x.strategy_id,
                        principalTable: "active_strategies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "active_strategy_versions",
                columns: table => new
                {
                    strategy_id = table.Column<long>(type: "bigint", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    spec = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    recommendation_id = table.Column<long>(type: "bigint", nullable: true),
                    created_ms = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_active_strategy_versions", x => new { x.strategy_id, x.number });
                    table.ForeignKey(
                        name: "FK_active_strategy_versions_active_strategies_strategy_id",
                        column: x => x.strategy_id,
                        principalTable: "active_strategies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_active_strategy_versions_strategy_recommendations_recommend~",
                        column: x => x.recommendation_id,
                        principalTable: "strategy_recommendations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "recommendation_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    recommendation_id = table.Column<long>(type: "bigint", nullable: false),
                    at_ms = table.Column<long>(type: "bigint", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    from_status = table.Column<string>(type: "text", nullable: true),
                    to_status = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_recommendation_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_recommendation_events_strategy_recommendations_recommendati~",
                        column: x => x.recommendation_id,
                        principalTable: "strategy_recommendations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_active_strategies_name",
                table: "active_strategies",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_active_strategy_versions_recommendation_id",
                table: "active_strategy_versions",
                column: "recommendation_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_recommendation_events_recommendation_id_id",
                table: "recommendation_events",
                columns: new[] { "recommendation_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_strategy_recommendations_judged_at_ms_judged_until_ms",
                table: "strategy_recommendations",
                columns: new[] { "judged_at_ms", "judged_until_ms" });

            migrationBuilder.CreateIndex(
                name: "IX_strategy_recommendations_status_id",
                table: "strategy_recommendations",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_strategy_recommendations_strategy_id_id",
                table: "strategy_recommendations",
                columns: new[] { "strategy_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "active_strategy_versions");

            migrationBuilder.DropTable(
                name: "active_strategy_watches");

            migrationBuilder.DropTable(
                name: "recommendation_events");

            migrationBuilder.DropTable(
                name: "strategy_recommendations");

            migrationBuilder.DropTable(
                name: "active_strategies");

            migrationBuilder.CreateTable(
                name: "optimization_recommendations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    confidence_score = table.Column<double>(type: "double precision", nullable: true),
                    current_params_json = table.Column<string>(type: "text", nullable: false),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    evidence_json = table.Column<string>(type: "text", nullable: false),
                    exchange = table.Column<string>(type: "text", nullable: false),
                    expected_high = table.Column<double>(type: "double precision", nullable: true),
                    expected_low = table.Column<double>(type: "double precision", nullable: true),
                    expected_metric = table.Column<string>(type: "text", nullable: false),
                    expected_roi = table.Column<double>(type: "double precision", nullable: true),
                    expected_win_rate = table.Column<double>(type: "double precision", nullable: true),
                    horizon_days = table.Column<int>(type: "integer", nullable: false),
                    judged_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    judged_from_ms = table.Column<long>(type: "bigint", nullable: true),
                    judged_until_ms = table.Column<long>(type: "bigint", nullable: true),
                    made_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    optimization_id = table.Column<long>(type: "bigint", nullable: true),
                    outcome_json = table.Column<string>(type: "text", nullable: true),
                    probability = table.Column<double>(type: "double precision", nullable: true),
                    reasons_json = table.Column<string>(type: "text", nullable: false),
                    recommended_params_json = table.Column<string>(type: "text", nullable: false),
                    snoozed_until_ms = table.Column<long>(type: "bigint", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    symbols = table.Column<string>(type: "text", nullable: false),
                    timeframe = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_optimization_recommendations", x => x.id);
                    table.CheckConstraint("ck_recommendations_judged_after_made", "judged_from_ms IS NULL OR made_at_ms < judged_from_ms");
                    table.CheckConstraint("ck_recommendations_judged_has_start", "judged_at_ms IS NULL OR judged_from_ms IS NOT NULL");
                    table.ForeignKey(
                        name: "FK_optimization_recommendations_strategy_optimizations_optimiz~",
                        column: x => x.optimization_id,
                        principalTable: "strategy_optimizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_optimization_recommendations_made_at_ms",
                table: "optimization_recommendations",
                column: "made_at_ms");

            migrationBuilder.CreateIndex(
                name: "IX_optimization_recommendations_optimization_id",
                table: "optimization_recommendations",
                column: "optimization_id");

            migrationBuilder.CreateIndex(
                name: "IX_optimization_recommendations_status_id",
                table: "optimization_recommendations",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_optimization_recommendations_strategy_id",
                table: "optimization_recommendations",
                columns: new[] { "strategy", "id" });
        }
    }
}
