using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>
/// Proves a stored result: makes the run anew from its manifest and the candles that are stored now, and compares what
/// went in (fingerprint) and what came out (result hash, each bar of the curve, every byte of the document).
/// </summary>
public sealed class RunVerifier(RunStore runs, EquityCurveStore curves, ICandleCatalog catalog)
{
    /// <summary>Verifies a run; null where there is no such run. Stores nothing.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<RunVerification?> VerifyAsync(long id, CancellationToken cancellation)
    {
        if (await runs.GetAsync(id, withTrades: true, cancellation) is not { } run)
        {
            return null;
        }

        return run.Summary.Status == WorkStatus.Completed
            ? await Task.Run(() => Verify(run, cancellation), cancellation)
            : Unverified(run, $"Run {id} is {run.Summary.Status.Word()}: only a COMPLETED run can be verified.", [], null);
    }

    private RunVerification Verify(StoredRun run, CancellationToken cancellation)
    {
        RunPlan plan;
        try
        {
            plan = RunPlanner.Plan(BacktestJob.SpecOf(run.Plan.Manifest), SpecFormat.Json, catalog, cancellation);
        }
        catch (SpecException error)
        {
            return Unverified(run, $"The run cannot be made again: {error.Problems[0]}", ["spec"], null);
        }

        if (plan.Fingerprint != run.Plan.Fingerprint)
        {
            var changed = Changed(run.Plan.Manifest, plan.Manifest);
            return Unverified(run, $"What goes into the run is no longer what it was: {string.Join(", ", changed)} changed since. Its result cannot be proven with what is stored now.", changed, plan.Fingerprint);
        }

        var watch = Stopwatch.StartNew();
        var result = RunExecutor.Execute(plan, catalog, cancellation: cancellation);
        var elapsed = watch.Elapsed.TotalSeconds;
        var (differences, place) = Differences(run, result);
        var sentence = differences.Count == 0
            ? "Proven: run again from the same candles, every fill, every bar's equity and every byte of the result document came out the same."
            : $"Not proven: run again from the same candles, the result differs in {string.Join(", ", differences)}{(place is null ? "" : $" ({place})")}.";
        return new RunVerification(
            run.Summary.Id, differences.Count == 0, sentence, run.Plan.Fingerprint, plan.Fingerprint, run.Summary.ResultHash, result.ResultHash, differences, elapsed);
    }

    /// <summary>The parts that differ, and the first place of the document that does.</summary>
    private (List<string> Parts, string? Place) Differences(StoredRun run, RunResult made)
    {
        var (differences, place) = (new List<string>(), (string?)null);
        if (made.ResultHash != run.Summary.ResultHash)
        {
            differences.Add("fills_and_equity");
        }

        var curve = curves.Read(run.Summary.ResultHash!);
        if (curve is null || !Same(curve, made.Curve))
        {
            differences.Add(curve is null ? "equity_curve (its file is missing)" : "equity_curve");
        }

        // Under one name, which people may have changed since.
        var (before, now) = (Document(run.ToResult(made.Curve) with { Plan = made.Plan }), Document(made));
        if (!before.AsSpan().SequenceEqual(now))
        {
            differences.Add("document");
            place = JsonDifference.First(JsonNode.Parse(before), JsonNode.Parse(now));
        }

        return (differences, place);
    }

    private static bool Same(EquityCurve a, EquityCurve b) =>
        a.InitialEquity == b.InitialEquity
        && a.TimeMs.AsSpan().SequenceEqual(b.TimeMs)
        && a.Equity.AsSpan().SequenceEqual(b.Equity)
        && a.Cash.AsSpan().SequenceEqual(b.Cash)
        && a.OpenPositions.AsSpan().SequenceEqual(b.OpenPositions);

    private static byte[] Document(RunResult result)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            ResultDocument.Write(writer, result, 0, WorkStatus.Completed.Word(), EquityDetail.Daily);
        }

        return bytes.ToArray();
    }

    /// <summary>The parts of two manifests that differ.</summary>
    private static List<string> Changed(string stored, string now)
    {
        var (a, b) = ((JsonObject)JsonNode.Parse(stored)!, (JsonObject)JsonNode.Parse(now)!);
        return [.. a.Select(p => p.Key).Union(b.Select(p => p.Key)).Where(name => !JsonNode.DeepEquals(a[name], b[name]))];
    }

    private static RunVerification Unverified(StoredRun run, string sentence, IReadOnlyList<string> differences, string? fingerprint) =>
        new(run.Summary.Id, Verified: false, sentence, run.Plan.Fingerprint, fingerprint, run.Summary.ResultHash, null, differences, 0);
}
