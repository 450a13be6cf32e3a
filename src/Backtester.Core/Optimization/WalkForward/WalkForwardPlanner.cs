using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>
/// Turns the text of a walk-forward into a plan, or says everything that is wrong with it. The document is that of a search
/// with `walk_forward {mode, in_sample, out_of_sample, purge, embargo}`.
/// </summary>
public static class WalkForwardPlanner
{
    private const string Section = "walk_forward";

    /// <summary>Each window is a search: more than so many would be a slip of the pen.</summary>
    private const int MostWindows = 1000;

    /// <summary>Reads, checks and fills in a walk-forward.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are.</param>
    /// <param name="strategies">Where a strategy that the spec names is found; null for those of the catalogue alone.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec has problems, or the range is too short for a window; all of them are inside.</exception>
    public static WalkForwardPlan Plan(
        string specText, SpecFormat format, ICandleCatalog catalog, IStrategyLibrary? strategies = null, CancellationToken cancellation = default)
    {
        var problems = new List<SpecProblem>();
        var root = SearchPlanner.Parse(specText, format, problems);
        var timeframe = root["timeframe"] is ScalarNode scalar && Timeframe.TryParse(scalar.Text, out var known) ? known : null;
        var settings = WalkForwardFields.Read(new FieldReader(root, "", problems).Section(Section), timeframe);
        var search = SearchPlanner.Plan(
            new ObjectNode([.. root.Properties.Where(p => p.Key != Section)]), specText, catalog, strategies, problems, cancellation);

        // Without problems there are settings: the timeframe is known.
        var candles = search.Base.Series.Select(key => catalog.Load(key, search.Base.Range, cancellation)).ToList();
        var times = new RunGrid(candles).Timeline.TimeMs;
        Require(settings!, times.Length);
        var windows = WindowLayout.Of(settings!, times, search.Base.Spec.Timeframe.Milliseconds);
        RequireCandles(windows, candles);
        return new WalkForwardPlan
        {
            Search = search,
            Settings = settings!,
            Windows = windows,
            Bars = times.Length,
            Manifest = ManifestOf(search, settings!),
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(search.Fingerprint + CanonicalJson.Write(WalkForwardFields.Write(settings!))))),
        };
    }

    private static string ManifestOf(SearchPlan search, WalkForwardSettings settings)
    {
        var manifest = (JsonObject)JsonNode.Parse(search.Manifest)!;
        ((JsonObject)manifest["spec"]!)[Section] = WalkForwardFields.Write(settings);
        return CanonicalJson.Write(manifest);
    }

    private static void Require(WalkForwardSettings settings, int bars)
    {
        if (bars < settings.Shortest)
        {
            throw new SpecException([new(
                Section,
                $"needs {settings.Shortest} bars for one window (in_sample {settings.InSample} + embargo {settings.Embargo} + out_of_sample {settings.OutOfSample}); {settings.Shortest - bars} bars are missing",
                $"{bars} bars",
                "a longer range or shorter windows")]);
        }

        if (WindowLayout.Count(settings, bars) is var count && count > MostWindows)
        {
            throw new SpecException([new(Section + ".out_of_sample", $"makes {count} windows", $"{settings.OutOfSample} bars", $"a length that makes at most {MostWindows} windows")]);
        }
    }

    /// <summary>A symbol may have a hole where another has bars.</summary>
    private static void RequireCandles(WalkForwardWindow[] windows, List<CandleSeries> candles)
    {
        var problems = new List<SpecProblem>();
        foreach (var window in windows)
        {
            foreach (var (name, range) in new[] { ("in_sample", window.InSample), ("out_of_sample", window.OutOfSample) })
            {
                problems.AddRange(candles.Where(c => c.LowerBound(range.StartMs) == c.LowerBound(range.EndMs)).Select(c => new SpecProblem(
                    $"{Section}.{name}",
                    $"{c.Key} has no candles in the {name} stretch of window {window.Number}",
                    $"{IsoTime.Format(range.StartMs)} to {IsoTime.Format(range.EndMs)}",
                    "stretches with at least one stored candle of each symbol")));
            }
        }

        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }
    }
}
