using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Backtester.Persistence.Migrations.Sqlite
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    notes = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    strategy = table.Column<string>(type: "TEXT", nullable: false),
                    symbols = table.Column<string>(type: "TEXT", nullable: false),
                    timeframe = table.Column<string>(type: "TEXT", nullable: false),
                    exchange = table.Column<string>(type: "TEXT", nullable: false),
                    synthetic = table.Column<bool>(type: "INTEGER", nullable: false),
                    range_start_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    range_end_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    search_text = table.Column<string>(type: "TEXT", nullable: false),
                    spec_text = table.Column<string>(type: "TEXT", nullable: false),
                    spec_json = table.Column<string>(type: "TEXT", nullable: false),
                    series_json = table.Column<string>(type: "TEXT", nullable: false),
                    manifest = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    dataset_hash = table.Column<string>(type: "TEXT", nullable: true),
                    result_hash = table.Column<string>(type: "TEXT", nullable: true),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    started_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    error_cause = table.Column<string>(type: "TEXT", nullable: true),
                    initial_equity = table.Column<double>(type: "REAL", nullable: true),
                    total_trades = table.Column<double>(type: "REAL", nullable: true),
                    win_rate = table.Column<double>(type: "REAL", nullable: true),
                    total_profit_loss = table.Column<double>(type: "REAL", nullable: true),
                    roi = table.Column<double>(type: "REAL", nullable: true),
                    max_drawdown_percentage = table.Column<double>(type: "REAL", nullable: true),
                    sharpe_ratio = table.Column<double>(type: "REAL", nullable: true),
                    profit_factor = table.Column<double>(type: "REAL", nullable: true),
                    final_equity = table.Column<double>(type: "REAL", nullable: true),
                    metrics_json = table.Column<string>(type: "TEXT", nullable: true),
                    refusals_json = table.Column<string>(type: "TEXT", nullable: true),
                    warnings_json = table.Column<string>(type: "TEXT", nullable: true),
                    ambiguity_json = table.Column<string>(type: "TEXT", nullable: true),
                    costs_json = table.Column<string>(type: "TEXT", nullable: true),
                    parity_json = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_backtest_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "strategy_optimizations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    uuid = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    strategy = table.Column<string>(type: "TEXT", nullable: false),
                    symbols = table.Column<string>(type: "TEXT", nullable: false),
                    timeframe = table.Column<string>(type: "TEXT", nullable: false),
                    exchange = table.Column<string>(type: "TEXT", nullable: false),
                    method = table.Column<string>(type: "TEXT", nullable: false),
                    objective = table.Column<string>(type: "TEXT", nullable: false),
                    spec_text = table.Column<string>(type: "TEXT", nullable: false),
                    manifest = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    total_combinations = table.Column<long>(type: "INTEGER", nullable: false),
                    completed = table.Column<long>(type: "INTEGER", nullable: false),
                    failed = table.Column<long>(type: "INTEGER", nullable: false),
                    best_params_json = table.Column<string>(type: "TEXT", nullable: true),
                    best_metrics_json = table.Column<string>(type: "TEXT", nullable: true),
                    best_score = table.Column<double>(type: "REAL", nullable: true),
                    honesty_json = table.Column<string>(type: "TEXT", nullable: true),
                    elapsed_seconds = table.Column<double>(type: "REAL", nullable: true),
                    honesty_seconds = table.Column<double>(type: "REAL", nullable: true),
                    bar_combos_per_second = table.Column<double>(type: "REAL", nullable: true),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    started_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    error_cause = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_strategy_optimizations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "backtest_metrics",
                columns: table => new
                {
                    run_id = table.Column<long>(type: "INTEGER", nullable: false),
                    day_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    time_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    equity = table.Column<double>(type: "REAL", nullable: true),
                    cash = table.Column<double>(type: "REAL", nullable: true),
                    open_positions = table.Column<int>(type: "INTEGER", nullable: false),
                    total_trades = table.Column<int>(type: "INTEGER", nullable: false),
                    drawdown = table.Column<double>(type: "REAL", nullable: true),
                    worst_drawdown = table.Column<double>(type: "REAL", nullable: true),
                    worst_drawdown_so_far = table.Column<double>(type: "REAL", nullable: true)
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
                    run_id = table.Column<long>(type: "INTEGER", nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    symbol = table.Column<string>(type: "TEXT", nullable: false),
                    strategy = table.Column<string>(type: "TEXT", nullable: false),
                    direction = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<double>(type: "REAL", nullable: true),
                    entry_bar = table.Column<int>(type: "INTEGER", nullable: false),
                    exit_bar = table.Column<int>(type: "INTEGER", nullable: true),
                    entry_price = table.Column<double>(type: "REAL", nullable: true),
                    exit_price = table.Column<double>(type: "REAL", nullable: true),
                    opened_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    fees = table.Column<double>(type: "REAL", nullable: true),
                    slippage = table.Column<double>(type: "REAL", nullable: true),
                    funding = table.Column<double>(type: "REAL", nullable: true),
                    profit_loss = table.Column<double>(type: "REAL", nullable: true),
                    profit_loss_percentage = table.Column<double>(type: "REAL", nullable: true),
                    exit_reason = table.Column<string>(type: "TEXT", nullable: true),
                    mae = table.Column<double>(type: "REAL", nullable: true),
                    mfe = table.Column<double>(type: "REAL", nullable: true),
                    confidence = table.Column<double>(type: "REAL", nullable: true),
                    signal_indicators_json = table.Column<string>(type: "TEXT", nullable: false)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    progress = table.Column<double>(type: "REAL", nullable: true),
                    done = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    eta_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true),
                    error_message = table.Column<string>(type: "TEXT", nullable: true),
                    error_cause = table.Column<string>(type: "TEXT", nullable: true),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    cancel_requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    started_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    heartbeat_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    run_id = table.Column<long>(type: "INTEGER", nullable: true),
                    optimization_id = table.Column<long>(type: "INTEGER", nullable: true)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    optimization_id = table.Column<long>(type: "INTEGER", nullable: true),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    strategy = table.Column<string>(type: "TEXT", nullable: false),
                    symbols = table.Column<string>(type: "TEXT", nullable: false),
                    timeframe = table.Column<string>(type: "TEXT", nullable: false),
                    exchange = table.Column<string>(type: "TEXT", nullable: false),
                    current_params_json = table.Column<string>(type: "TEXT", nullable: false),
                    recommended_params_json = table.Column<string>(type: "TEXT", nullable: false),
                    expected_win_rate = table.Column<double>(type: "REAL", nullable: true),
                    expected_roi = table.Column<double>(type: "REAL", nullable: true),
                    expected_metric = table.Column<string>(type: "TEXT", nullable: false),
                    expected_low = table.Column<double>(type: "REAL", nullable: true),
                    expected_high = table.Column<double>(type: "REAL", nullable: true),
                    confidence_score = table.Column<double>(type: "REAL", nullable: true),
                    probability = table.Column<double>(type: "REAL", nullable: true),
                    horizon_days = table.Column<int>(type: "INTEGER", nullable: false),
                    evidence_json = table.Column<string>(type: "TEXT", nullable: false),
                    reasons_json = table.Column<string>(type: "TEXT", nullable: false),
                    made_at_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    judged_from_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    judged_until_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    judged_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome_json = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at_ms = table.Column<long>(type: "INTEGER", nullable: true),
                    snoozed_until_ms = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_optimization_recommendations", x => x.id);
                    table.CheckConstraint("ck_recommendations_judged_after_made", "judged_from_ms IS NULL OR made_at_ms < judged_from_ms");
                    table.CheckConstraint("ck_recommendations_judged_has_start", "judged_at_ms IS NULL OR judged_from_ms IS NOT NULL");
                    table.ForeignKey(
                        name: "FK_optimization_recommendations_strategy_optimizations_optimization_id",
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
