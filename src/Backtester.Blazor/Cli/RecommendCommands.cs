using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Backtester.Blazor.Api;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Paging;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Cli;

/// <summary>`recommend …`: what is advised on the active strategies, the user's answers, and the record.</summary>
internal static class RecommendCommands
{
    public static Command Create(IReadOnlyDictionary<string, string?> settings)
    {
        var command = new Command("recommend", "Recommendations on the strategies that you follow.")
        {
            RecommendWorkCommands.Generate(settings),
            List(settings),
            Show(settings),
            Decision(settings, "accept", "Say yes, and do at once what it advises.", (service, id, cancellation) => service.AcceptAsync(id, cancellation)),
            Reject(settings),
            Snooze(settings),
            Decision(settings, "undo", "Take the decision back within a day.", (service, id, cancellation) => service.UndoAsync(id, cancellation)),
            Decision(settings, "revert", "Follow again what was followed before an applied one.", (service, id, cancellation) => service.RevertAsync(id, cancellation)),
            RecommendWorkCommands.Replay(settings),
            Record(settings),
            RecommendWorkCommands.FollowUp(settings),
        };
        return command;
    }

    private static Command List(IReadOnlyDictionary<string, string?> settings)
    {
        var status = new Option<string?>("--status") { Description = RecommendationStatusWords.All + "." };
        var strategy = new Option<string?>("--strategy") { Description = "Only on this active strategy, by name or number." };
        var replayed = new Option<bool>("--replayed") { Description = "The replayed ones instead." };
        var sort = new Option<string>("--sort") { Description = "made or confidence.", DefaultValueFactory = _ => "made" };
        sort.AcceptOnlyFromAmong("made", "confidence");
        var limit = new Option<int>("--limit") { Description = "Most rows.", DefaultValueFactory = _ => PageLimit.Default };
        return new Command("list", "List recommendations, latest first.") { status, strategy, replayed, sort, limit }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var desk = new RecommendationDesk(workspace);
            RecommendationStatus only = default;
            if (parsed.GetValue(status) is { } word && !RecommendationStatusWords.TryParse(word, out only))
            {
                return output.BadInput([new SpecProblem("--status", "is none", word, RecommendationStatusWords.All)]);
            }

            var on = parsed.GetValue(strategy) is { } name ? await desk.Active.FindAsync(name, cancellation) ?? throw RecommendationDesk.NoStrategy(name) : null;
            var page = await desk.Service.ListAsync(
                new RecommendationQuery
                {
                    Statuses = parsed.GetValue(status) is null ? [] : [only],
                    StrategyId = on?.Row.Id,
                    Replayed = parsed.GetValue(replayed),
                    ByConfidence = parsed.GetValue(sort) == "confidence",
                    Limit = parsed.GetValue(limit),
                },
                cancellation);
            var document = RecommendationListDocument.From(page, await desk.Service.NamesAsync(cancellation));
            output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
            output.Table(
                ["id", "strategy", "type", "status", "made", "metric", "expected", "low", "high", "probability", "confidence", "realised"],
                document.Results.Select(r => (IReadOnlyList<string>)[
                    $"{r.Id}", r.Strategy, r.Type, r.Status, $"{r.MadeAt:yyyy-MM-dd}", r.ExpectedImprovement?.Metric ?? "–",
                    Number(r.ExpectedImprovement?.Expected), Number(r.ExpectedImprovement?.Low), Number(r.ExpectedImprovement?.High),
                    Percent(r.Probability), Percent(r.ConfidenceScore), Number(r.Outcome?.Realised),
                ]));
            return ExitCode.Done;
        });
    }

    private static Command Show(IReadOnlyDictionary<string, string?> settings)
    {
        var id = Id();
        return new Command("show", "Show a recommendation with its reasons and audit trail; with --json also the evidence.") { id }.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var desk = new RecommendationDesk(workspace);
            return await PrintAsync(desk, parsed.GetRequiredValue(id), output, cancellation);
        });
    }

    private static Command Reject(IReadOnlyDictionary<string, string?> settings)
    {
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        return Decision(settings, "reject", "Say no; it is judged all the same.", (service, id, parsed, cancellation) => service.RejectAsync(id, parsed.GetValue(reason), cancellation), reason);
    }

    private static Command Snooze(IReadOnlyDictionary<string, string?> settings)
    {
        var until = new Option<string>("--until") { Description = "ISO 8601, UTC.", Required = true };
        return Decision(settings, "snooze", "Keep it out of sight until a time.", (service, id, parsed, cancellation) => service.SnoozeAsync(id, parsed.GetValue(until), cancellation), until);
    }

    private static Command Record(IReadOnlyDictionary<string, string?> settings) =>
        new Command("record", "Tell how good the forecasts were.").Does(async (_, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var desk = new RecommendationDesk(workspace);
            var record = RecordDocument.From(await desk.Service.RecordAsync(cancellation));
            output.Document(writer => JsonSerializer.Serialize(writer, record, ApiJson.Options));
            output.Table(
                ["record", "judged", "came true", "brier", "always 50 %", "log score", "calibration error", "coverage of 90 %", "expected", "realised"],
                new[] { ("live", record.Live), ("replayed", record.Replayed) }.Select(r => (IReadOnlyList<string>)[
                    r.Item1, $"{r.Item2.Count}", Percent(r.Item2.Happened), Number(r.Item2.Brier), Number(r.Item2.BrierOfCoin), Number(r.Item2.LogScore),
                    Number(r.Item2.CalibrationError), Percent(r.Item2.Coverage), Number(r.Item2.Expected), Number(r.Item2.Realised),
                ]));
            return ExitCode.Done;
        });

    private static Command Decision(
        IReadOnlyDictionary<string, string?> settings, string verb, string description, Func<RecommendationService, long, CancellationToken, Task<Decision>> decide) =>
        Decision(settings, verb, description, (service, id, _, cancellation) => decide(service, id, cancellation));

    private static Command Decision(
        IReadOnlyDictionary<string, string?> settings, string verb, string description, Func<RecommendationService, long, ParseResult, CancellationToken, Task<Decision>> decide, params Option[] options)
    {
        var id = Id();
        var command = new Command(verb, description) { id };
        foreach (var option in options)
        {
            command.Add(option);
        }

        return command.Does(async (parsed, output, cancellation) =>
        {
            using var workspace = await Workspace.OpenMigratedAsync(settings, cancellation);
            var desk = new RecommendationDesk(workspace);
            var decision = await decide(desk.Service, parsed.GetRequiredValue(id), parsed, cancellation);
            return decision.Row is null ? output.NotFound($"recommendation {parsed.GetRequiredValue(id)}")
                : decision.Conflict is { } conflict ? output.Failed(conflict)
                : await PrintAsync(desk, decision.Row.Id, output, cancellation);
        });
    }

    private static async Task<int> PrintAsync(RecommendationDesk desk, long id, CommandOutput output, CancellationToken cancellation)
    {
        if (await desk.Service.GetAsync(id, cancellation) is not { } detail)
        {
            return output.NotFound($"recommendation {id}");
        }

        var document = RecommendationDocument.From(detail);
        output.Document(writer => JsonSerializer.Serialize(writer, document, ApiJson.Options));
        output.Line($"recommendation {id} on {document.Strategy}, version {document.StrategyVersion}: {document.Type}, {document.Status}{(document.Replayed ? ", replayed" : "")}");
        if (document.ExpectedImprovement is { } expected)
        {
            output.Line($"{expected.Metric} over {document.HorizonDays} days: {Number(expected.Expected)} expected, {Number(expected.Low)} to {Number(expected.High)}; {Percent(document.Probability)} that it is right");
        }

        output.Line($"now {document.CurrentParams?.ToJsonString()}, advised {document.RecommendedParams?.ToJsonString()}");
        foreach (var reason in document.Reasons)
        {
            output.Line($"- {reason}");
        }

        foreach (var sentence in document.DisprovedBy)
        {
            output.Line($"wrong if: {sentence}");
        }

        output.Line(document.Outcome is { } outcome
            ? $"judged {outcome.JudgedAt:yyyy-MM-dd}: {Number(outcome.Realised)} came of it, {(outcome.Improved == true ? "right" : "wrong")}, {(outcome.InsideInterval == true ? "inside" : "outside")} the interval, Brier {Number(outcome.Brier)}"
            : document.ExpectedImprovement is null ? "work to be done, no forecast: nothing is judged"
            : $"judged by the candles from {document.JudgedFrom:yyyy-MM-dd} to {document.JudgedUntil:yyyy-MM-dd}");
        output.Table(
            ["at", "action", "from", "to", "note"],
            document.Events.Select(e => new[] { $"{e.At:yyyy-MM-dd HH:mm:ss}", e.Action, e.FromStatus ?? "", e.ToStatus, e.Note ?? "" }));
        return ExitCode.Done;
    }

    private static Argument<long> Id() => new("id") { Description = "The recommendation's number." };

    internal static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("0.####", CultureInfo.InvariantCulture) : "–";

    internal static string Percent(double? value) => value is { } v && double.IsFinite(v) ? (100 * v).ToString("0.#", CultureInfo.InvariantCulture) + "%" : "–";
}
