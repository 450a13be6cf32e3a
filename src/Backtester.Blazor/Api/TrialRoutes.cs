using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Core.Runs;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/optimize/{id}/…: the sets of a search, how robust they are, and tests of them.</summary>
internal static class TrialRoutes
{
    private const string Problem = "application/problem+json";
    private const int MostTrials = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/optimize/{id:long}").WithTags("Optimizations");
        group.MapGet("trials", ListAsync)
            .WithName("ListTrials")
            .WithSummary("The sets of a search: sort by any parameter or metric (unknown last; by score without it), where=roi:5..,fast:5..20 keeps those inside, skip and take (to 1,000,000) page.")
            .Produces<TrialPageDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("trials.csv", CsvAsync)
            .WithName("ExportTrials")
            .WithSummary("All sets as CSV, with the same sort and where.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("trials/{number:int}/run", RunAsync)
            .WithName("RunTrial")
            .WithSummary("Runs a set as a full backtest, whose numbers are the set's; a stored run with the same fingerprint answers. A set of a search over several markets is run on the market named, such as market=ETHUSDT 4h.")
            .Produces<RunAcceptedDocument>(StatusCodes.Status200OK)
            .Produces<RunAcceptedDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("robustness", RobustnessAsync)
            .WithName("GetRobustness")
            .WithSummary("Importance of the parameters, the best set and the centre of the broadest good region with what lies around them, and the stability map over x and y; from the stored sets alone.")
            .Produces<RobustnessDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("later", LaterAsync)
            .WithName("TestOnLaterCandles")
            .WithSummary("Runs the top (1 to 200) sets on the stored candles after the search and gives the rank correlation of the scores; stores nothing.")
            .Produces<LaterDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("stress", StressAsync)
            .WithName("StressTrial")
            .WithSummary("Runs one set (the best without number) from 20 later starts and on 50 paths of candles with noise; stores nothing.")
            .Produces<StressDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
    }

    /// <summary>What an address asks for, or all that is wrong with it.</summary>
    internal static (TrialView View, List<SpecProblem> Problems) View(TrialTable table, string? sort, bool desc, string? where)
    {
        var problems = new List<SpecProblem>();
        if (sort is not null && table.Find(sort) is null)
        {
            problems.Add(new SpecProblem("sort", "names no column", sort, string.Join(", ", table.Columns)));
        }

        return (new TrialView(sort, desc, TrialRange.Read(where, table, problems)), problems);
    }

    private static async Task<IResult> ListAsync(
        long id, OptimizationService searches, TrialTables tables, CancellationToken cancellation, string? sort = null, bool desc = false, string? where = null, int skip = 0, int take = 100)
    {
        if (await searches.GetAsync(id, cancellation) is not { Row: var row })
        {
            return NoSearch(id);
        }

        var table = await tables.GetAsync(row);
        var (view, problems) = View(table, sort, desc, where);
        if (skip < 0 || take is < 0 or > MostTrials)
        {
            problems.Add(new SpecProblem(skip < 0 ? "skip" : "take", "is out of range", $"{(skip < 0 ? skip : take)}", skip < 0 ? "0 or more" : $"0 to {MostTrials}"));
        }

        if (problems.Count > 0)
        {
            return ApiProblem.BadSpec(problems);
        }

        var rows = view.Rows(table);
        return Results.Ok(new TrialPageDocument(id, table.Count, rows.Length, skip, [.. rows.Skip(skip).Take(take).Select(r => TrialRowDocument.From(table, r))]));
    }

    private static async Task<IResult> CsvAsync(
        long id, OptimizationService searches, TrialTables tables, CancellationToken cancellation, string? sort = null, bool desc = false, string? where = null)
    {
        if (await searches.GetAsync(id, cancellation) is not { Row: var row })
        {
            return NoSearch(id);
        }

        var table = await tables.GetAsync(row);
        var (view, problems) = View(table, sort, desc, where);
        return problems.Count > 0
            ? ApiProblem.BadSpec(problems)
            : Results.Stream(body => TrialCsv.WriteAsync(body, table, view.Rows(table), cancellation), "text/csv", $"optimization-{id}-sets.csv");
    }

    private static async Task<IResult> RunAsync(long id, int number, OptimizationService searches, IBacktestService runs, CancellationToken cancellation, string? market = null)
    {
        if (await searches.GetAsync(id, cancellation) is not { Row: var row } || await searches.TrialAsync(id, number, cancellation) is not { } trial)
        {
            return ApiProblem.NotFound($"set {number} of search {id}");
        }

        try
        {
            return BacktestRoutes.Answer(await runs.SubmitAsync(TrialSpec.Of(row, trial.Parameters, market).ToJsonString(), cancellation: cancellation));
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static async Task<IResult> RobustnessAsync(
        long id, OptimizationService searches, TrialTables tables, CancellationToken cancellation, string? x = null, string? y = null)
    {
        if (await searches.GetAsync(id, cancellation) is not { Row: var row })
        {
            return NoSearch(id);
        }

        var table = await tables.GetAsync(row);
        var found = await tables.RobustnessAsync(row);
        var (across, down, problems) = ChosenAxes.Of(table, found.Importance, x, y);
        return problems.Count > 0 ? ApiProblem.BadSpec(problems) : Results.Ok(RobustnessDocument.From(id, row.Objective, table, found, across, down));
    }

    private static Task<IResult> LaterAsync(long id, OptimizationService searches, SetTests tests, CancellationToken cancellation, int top = 50) =>
        TestAsync(id, searches, async row => LaterDocument.From(id, row.Objective, await tests.LaterAsync(row, top, cancellation)), cancellation);

    private static Task<IResult> StressAsync(
        long id, OptimizationService searches, SetTests tests, CancellationToken cancellation, int? number = null, double noise = StressTest.DefaultNoise) =>
        TestAsync(id, searches, async row => StressDocument.From(id, row.Objective, await tests.StressAsync(row, number, noise, cancellation)), cancellation);

    private static async Task<IResult> TestAsync<T>(long id, OptimizationService searches, Func<StrategyOptimization, Task<T>> test, CancellationToken cancellation)
    {
        if (await searches.GetAsync(id, cancellation) is not { Row: var row })
        {
            return NoSearch(id);
        }

        try
        {
            return Results.Ok(await test(row));
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
        catch (CandlesChangedException error)
        {
            return ApiProblem.Conflict(error.Message);
        }
    }

    private static IResult NoSearch(long id) => ApiProblem.NotFound($"search {id}");
}
