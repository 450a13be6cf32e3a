using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>
/// Turns the text of a cross-validation into a plan, or says everything that is wrong with it. The document is that of a
/// search with `cross_validation {groups, test_groups, purge, embargo}`.
/// </summary>
public static class CrossValidationPlanner
{
    private const string Section = "cross_validation";
    private const int MostGroups = 20;
    private const int MostSplits = 20_000;

    /// <summary>A Sharpe ratio of fewer days says nothing.</summary>
    private const int FewestDays = 5;

    /// <summary>Methods whose sets do not depend on results: another would propose sets from what the test groups showed.</summary>
    private static readonly string[] BlindMethods = ["grid", "random", "lhs"];

    /// <summary>Reads, checks and fills in a cross-validation.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are.</param>
    /// <param name="strategies">Where a strategy that the spec names is found; null for those of the catalogue alone.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec has problems, or there are too few days; all of them are inside.</exception>
    public static CrossValidationPlan Plan(
        string specText, SpecFormat format, ICandleCatalog catalog, IStrategyLibrary? strategies = null, CancellationToken cancellation = default)
    {
        var problems = new List<SpecProblem>();
        var root = SearchPlanner.Parse(specText, format, problems);
        var timeframe = root["timeframe"] is ScalarNode scalar && Timeframe.TryParse(scalar.Text, out var known) ? known : null;
        var settings = Read(new FieldReader(root, "", problems).Section(Section), timeframe);
        RequireBlindSearch(root, problems);
        var search = SearchPlanner.Plan(
            new ObjectNode([.. root.Properties.Where(p => p.Key != Section)]), specText, catalog, strategies, problems, cancellation);
        var grid = new RunGrid([.. search.Base.Series.Select(key => catalog.Load(key, search.Base.Range, cancellation))]);
        var barMs = search.Base.Spec.Timeframe.Milliseconds;
        var plan = new CrossValidationPlan
        {
            Search = search,
            Settings = settings,
            Days = grid.LastBars.Length,
            Bars = grid.Steps,
            PurgeDays = DaysOf(settings.Purge, barMs),
            EmbargoDays = DaysOf(settings.Embargo, barMs),
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(search.Fingerprint + CanonicalJson.Write(Write(settings))))),
        };
        RequireDays(plan);
        return plan;
    }

    /// <summary>The days that bars touch.</summary>
    private static int DaysOf(int bars, long barMs) => (int)(((bars * barMs) + DailyEquity.MsPerDay - 1) / DailyEquity.MsPerDay);

    private static CrossValidationSettings Read(FieldReader fields, Timeframe? timeframe)
    {
        var usual = new CrossValidationSettings();
        var settings = new CrossValidationSettings
        {
            Groups = (int)(fields.Whole("groups", 2, MostGroups) ?? usual.Groups),
            TestGroups = (int)(fields.Whole("test_groups", 1, MostGroups - 1) ?? usual.TestGroups),
            Purge = Bars(fields, "purge", timeframe),
            Embargo = Bars(fields, "embargo", timeframe),
        };
        if (settings.TestGroups >= settings.Groups)
        {
            fields.Add(new(fields.PathOf("test_groups"), "leaves no group to train on", $"{settings.TestGroups}", $"under the {settings.Groups} of groups"));
        }
        else if (CombinatorialSplits.Count(settings.Groups, settings.TestGroups) is var splits && splits > MostSplits)
        {
            fields.Add(new(fields.PathOf("groups"), $"makes {splits} splits", $"{settings.TestGroups} of {settings.Groups} groups", $"at most {MostSplits} splits"));
        }

        fields.Finish();
        return settings;
    }

    private static int Bars(FieldReader fields, string name, Timeframe? timeframe)
    {
        if (fields.Text(name) is not { } text)
        {
            return 0;
        }

        if (!BarLength.TryParse(text, out var length))
        {
            fields.Add(new(fields.PathOf(name), "is not a length", $"\"{text}\"", BarLength.Allowed));
            return 0;
        }

        if (timeframe is null)
        {
            return 0;
        }

        if (length.Bars(timeframe.Milliseconds) is { } bars)
        {
            return (int)Math.Min(bars, 100_000_000);
        }

        fields.Add(new(fields.PathOf(name), "is not a whole number of bars", text, $"a multiple of {timeframe}"));
        return 0;
    }

    private static void RequireBlindSearch(ObjectNode root, List<SpecProblem> problems)
    {
        var search = root["search"] as ObjectNode;
        if (search?["method"] is ScalarNode method && !BlindMethods.Contains(method.Text) && SearchSettings.Methods.Contains(method.Text))
        {
            problems.Add(new("search.method", "proposes sets from results on all candles, those of the test groups too", $"\"{method.Text}\"", string.Join(", ", BlindMethods)));
        }

        if (search?["objective"] is ScalarNode objective && objective.Text != "sharpe_ratio" && Objective.Names.Contains(objective.Text))
        {
            problems.Add(new("search.objective", "cannot be told of some groups of days", $"\"{objective.Text}\"", "sharpe_ratio, which the daily returns of any days give"));
        }
    }

    private static void RequireDays(CrossValidationPlan plan)
    {
        var settings = plan.Settings;
        if (plan.Days < (long)settings.Groups * FewestDays)
        {
            throw new SpecException([new($"{Section}.groups", $"makes groups of under {FewestDays} days", $"{settings.Groups} groups of {plan.Days} days", $"at most {Math.Max(2, plan.Days / FewestDays)} groups, or a longer range")]);
        }

        var groups = new DayGroups(plan.Days, settings.Groups, plan.PurgeDays, plan.EmbargoDays);
        var fewest = new CombinatorialSplits(settings.Groups, settings.TestGroups).TestGroups.Min(test => groups.TrainingOf(test).Sum(p => groups.Pieces[p].To - groups.Pieces[p].From));
        if (fewest < FewestDays)
        {
            throw new SpecException([new($"{Section}.purge", $"and embargo leave {fewest} days to train on in one of the splits", $"{plan.PurgeDays} and {plan.EmbargoDays} days", $"lengths that leave at least {FewestDays} days")]);
        }
    }

    private static JsonObject Write(CrossValidationSettings settings) => new()
    {
        ["groups"] = (double)settings.Groups,
        ["test_groups"] = (double)settings.TestGroups,
        ["purge"] = (double)settings.Purge,
        ["embargo"] = (double)settings.Embargo,
    };
}
