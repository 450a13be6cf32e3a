using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Backtester.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "backtest_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    uuid = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    notes = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    symbols = table.Column<string>(type: "text", nullable: false),
                    timeframe = table.Column<string>(type: "text", nullable: false),
                    exchange = table.Column<string>(type: "text", nullable: false),
                    synthetic = table.Column<bool>(type: "boolean", nullable: false),
                    range_start_ms = table.Column<long>(type: "bigint", nullable: false),
                    range_end_ms = table.Column<long>(type: "bigint", nullable: false),
                    search_text = table.Column<string>(type: "text", nullable: false),
                    spec_text = table.Column<string>(type: "text", nullable: false),
                    spec_json = table.Column<string>(type: "text", nullable: false),
                    series_json = table.Column<string>(type: "text", nullable: false),
                    manifest = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    dataset_hash = table.Column<string>(type: "text", nullable: true),
                    result_hash = table.Column<string>(type: "text", nullable: true),
                    created_ms = table.Column<long>(type: "bigint", nullable: false),
                    started_ms = table.Column<long>(type: "bigint", nullable: true),
                    finished_ms = table.Column<long>(type: "bigint", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_cause = table.Column<string>(type: "text", nullable: true),
                    initial_equity = table.Column<double>(type: "double precision", nullable: true),
                    total_trades = table.Column<double>(type: "double precision", nullable: true),
                    win_rate = table.Column<double>(type: "double precision", nullable: true),
                    total_profit_loss = table.Column<double>(type: "double precision", nullable: true),
                    roi = table.Column<double>(type: "double precision", nullable: true),
                    max_drawdown_percentage = table.Column<double>(type: "double precision", nullable: true),
                    sharpe_ratio = table.Column<double>(type: "double precision", nullable: true),
                    profit_factor = table.Column<double>(type: "double precision", nullable: true),
                    final_equity = table.Column<double>(type: "double precision", nullable: true),
                    metrics_json = table.Column<string>(type: "text", nullable: true),
                    refusals_json = table.Column<string>(type: "text", nullable: true),
                    warnings_json = table.Column<string>(type: "text", nullable: true),
                    ambiguity_json = table.Column<string>(type: "text", nullable: true),
                    costs_json = table.Column<string>(type: "text", nullable: true),
                    parity_json = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backtest_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "strategy_optimizations",
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
                    spec_text = table.Column<string>(type: "text", nullable: false),
                    manifest = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: false),
                    total_combinations = table.Column<long>(type: "bigint", nullable: false),
                    completed = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    best_params_json = table.Column<string>(type: "text", nullable: true),
                    best_metrics_json = table.Column<string>(type: "text", nullable: true),
                    best_score = table.Column<double>(type: "double precision", nullable: true),
                    honesty_json = table.Column<string>(type: "text", nullable: true),
                    elapsed_seconds = table.Column<double>(type: "double precision", nullable: true),
                    honesty_seconds = table.Column<double>(type: "double precision", nullable: true),
                    bar_combos_per_second = table.Column<double>(type: "double precision", nullable: true),
                    created_ms = table.Column<long>(type: "bigint", nullable: false),
                    started_ms = table.Column<long>(type: "bigint", nullable: true),
                    finished_ms = table.Column<long>(type: "bigint", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_cause = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_strategy_optimizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backtest_metrics",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    day_ms = table.Column<long>(type: "bigint", nullable: false),
                    time_ms = table.Column<long>(type: "bigint", nullable: false),
                    equity = table.Column<double>(type: "double precision", nullable: true),
                    cash = table.Column<double>(type: "double precision", nullable: true),
                    open_positions = table.Column<int>(type: "integer", nullable: false),
                    total_trades = table.Column<int>(type: "integer", nullable: false),
                    drawdown = table.Column<double>(type: "double precision", nullable: true),
                    worst_drawdown = table.Column<double>(type: "double precision", nullable: true),
                    worst_drawdown_so_far = table.Column<double>(type: "double precision", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backtest_metrics", x => new { x.run_id, x.day_ms });
                    table.ForeignKey(
                        name: "FK_backtest_metrics_backtest_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "backtest_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "backtest_trades",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    symbol = table.Column<string>(type: "text", nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    quantity = table.Column<double>(type: "double precision", nullable: true),
                    entry_bar = table.Column<int>(type: "integer", nullable: false),
                    exit_bar = table.Column<int>(type: "integer", nullable: true),
                    entry_price = table.Column<double>(type: "double precision", nullable: true),
                    exit_price = table.Column<double>(type: "double precision", nullable: true),
                    opened_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    closed_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    fees = table.Column<double>(type: "double precision", nullable: true),
                    slippage = table.Column<double>(type: "double precision", nullable: true),
                    funding = table.Column<double>(type: "double precision", nullable: true),
                    profit_loss = table.Column<double>(type: "double precision", nullable: true),
                    profit_loss_percentage = table.Column<double>(type: "double precision", nullable: true),
                    exit_reason = table.Column<string>(type: "text", nullable: true),
                    mae = table.Column<double>(type: "double precision", nullable: true),
                    mfe = table.Column<double>(type: "double precision", nullable: true),
                    confidence = table.Column<double>(type: "double precision", nullable: true),
                    signal_indicators_json = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backtest_trades", x => new { x.run_id, x.sequence });
                    table.ForeignKey(
                        name: "FK_backtest_trades_backtest_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "backtest_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    progress = table.Column<double>(type: "double precision", nullable: true),
                    done = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    eta_ms = table.Column<long>(type: "bigint", nullable: true),
                    message = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_cause = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: true),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    cancel_requested = table.Column<bool>(type: "boolean", nullable: false),
                    created_ms = table.Column<long>(type: "bigint", nullable: false),
                    started_ms = table.Column<long>(type: "bigint", nullable: true),
                    finished_ms = table.Column<long>(type: "bigint", nullable: true),
                    heartbeat_ms = table.Column<long>(type: "bigint", nullable: true),
                    run_id = table.Column<long>(type: "bigint", nullable: true),
                    optimization_id = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_jobs", x => x.id);
                    table.ForeignKey(
                        name: "FK_jobs_backtest_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "backtest_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_jobs_strategy_optimizations_optimization_id",
                        column: x => x.optimization_id,
                        principalTable: "strategy_optimizations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "optimization_recommendations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    optimization_id = table.Column<long>(type: "bigint", nullable: true),
                    type = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    strategy = table.Column<string>(type: "text", nullable: false),
                    symbols = table.Column<string>(type: "text", nullable: false),
                    timeframe = table.Column<string>(type: "text", nullable: false),
                    exchange = table.Column<string>(type: "text", nullable: false),
                    current_params_json = table.Column<string>(type: "text", nullable: false),
                    recommended_params_json = table.Column<string>(type: "text", nullable: false),
                    expected_win_rate = table.Column<double>(type: "double precision", nullable: true),
                    expected_roi = table.Column<double>(type: "double precision", nullable: true),
                    expected_metric = table.Column<string>(type: "text", nullable: false),
                    expected_low = table.Column<double>(type: "double precision", nullable: true),
                    expected_high = table.Column<double>(type: "double precision", nullable: true),
                    confidence_score = table.Column<double>(type: "double precision", nullable: true),
                    probability = table.Column<double>(type: "double precision", nullable: true),
                    horizon_days = table.Column<int>(type: "integer", nullable: false),
                    evidence_json = table.Column<string>(type: "text", nullable: false),
                    reasons_json = table.Column<string>(type: "text", nullable: false),
                    made_at_ms = table.Column<long>(type: "bigint", nullable: false),
                    judged_from_ms = table.Column<long>(type: "bigint", nullable: true),
                    judged_until_ms = table.Column<long>(type: "bigint", nullable: true),
                    judged_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    outcome_json = table.Column<string>(type: "text", nullable: true),
                    decided_at_ms = table.Column<long>(type: "bigint", nullable: true),
                    snoozed_until_ms = table.Column<long>(type: "bigint", nullable: true)
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
                name: "IX_backtest_runs_created_ms",
                table: "backtest_runs",
                column: "created_ms");

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_fingerprint",
                table: "backtest_runs",
                column: "fingerprint",
                filter: "status = 'COMPLETED'");

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_status_id",
                table: "backtest_runs",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_strategy_id",
                table: "backtest_runs",
                columns: new[] { "strategy", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_backtest_runs_uuid",
                table: "backtest_runs",
                column: "uuid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_jobs_created_ms",
                table: "jobs",
                column: "created_ms");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_optimization_id",
                table: "jobs",
                column: "optimization_id");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_run_id",
                table: "jobs",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "IX_jobs_status_id",
                table: "jobs",
                columns: new[] { "status", "id" });

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

            migrationBuilder.CreateIndex(
                name: "IX_strategy_optimizations_created_ms",
                table: "strategy_optimizations",
                column: "created_ms");

            migrationBuilder.CreateIndex(
                name: "IX_strategy_optimizations_fingerprint",
                table: "strategy_optimizations",
                column: "fingerprint",
                filter: "status = 'COMPLETED'");

            migrationBuilder.CreateIndex(
                name: "IX_strategy_optimizations_status_id",
                table: "strategy_optimizations",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_strategy_optimizations_strategy_id",
                table: "strategy_optimizations",
                columns: new[] { "strategy", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_strategy_optimizations_uuid",
                table: "strategy_optimizations",
                column: "uuid",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "backtest_metrics");

            migrationBuilder.DropTable(
                name: "backtest_trades");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "optimization_recommendations");

            migrationBuilder.DropTable(
                name: "backtest_runs");

            migrationBuilder.DropTable(
                name: "strategy_optimizations");
        }
    }
}
