using Backtester.Blazor.Api.Documents;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Data.Compare;
using Backtester.Data.Store;

namespace Backtester.Blazor.Runs;

/// <summary>Compares one instrument on two markets: for the page, the route and the command.</summary>
internal static class PremiumReader
{
    /// <summary>Stretches of a document where nothing else is asked for.</summary>
    public const int DefaultPoints = 500;

    private const int MostPoints = 20_000;

    /// <summary>What is asked for: a series and where to compare it, as text.</summary>
    public sealed record Question(string Exchange, string Symbol, string Timeframe, string? WithExchange, string? WithSymbol, string? Start, string? End, int Points = DefaultPoints);

    /// <summary>By how much the series lies above the other one.</summary>
    /// <exception cref="SpecException">A name, a date or a number is wrong, or there is nothing to compare; all problems are inside.</exception>
    public static PremiumDocument Read(CandleLibrary library, Question asked, CancellationToken cancellation)
    {
        var problems = new List<SpecProblem>();
        var key = SeriesName.Read(asked.Exchange, asked.Symbol, asked.Timeframe);
        var (start, end) = (Time("start", asked.Start, problems), Time("end", asked.End, problems));
        if (asked.Points is < 1 or > MostPoints)
        {
            problems.Add(new SpecProblem("points", "is out of range", $"{asked.Points}", $"1 to {MostPoints}"));
        }

        if (library.Find(key) is null)
        {
            problems.Add(SeriesName.Missing(key, library));
        }

        var other = problems.Count == 0 ? OtherOf(library, key, asked, problems) : null;
        if (other is null || problems.Count > 0)
        {
            throw new SpecException(problems);
        }

        var range = new TimeRange(start ?? long.MinValue, end ?? long.MaxValue);
        var premium = Premium.Of(library.Load(key, range, cancellation), library.Load(other, range, cancellation));
        return PremiumDocument.Of(key, other, premium, asked.Points);
    }

    /// <summary>The series that is named, else the first of the same instrument elsewhere.</summary>
    private static SeriesKey? OtherOf(CandleLibrary library, SeriesKey key, Question asked, List<SpecProblem> problems)
    {
        var same = SameInstrument.Of(key, library);
        if (string.IsNullOrEmpty(asked.WithExchange))
        {
            if (same.Count == 0)
            {
                problems.Add(new SpecProblem("with_exchange", $"no other market has stored candles of {key.Symbol}, nor finer ones to make {key.Timeframe} of"));
            }

            return same.Count == 0 ? null : same[0].Key;
        }

        var symbol = string.IsNullOrEmpty(asked.WithSymbol)
            ? same.FirstOrDefault(s => s.Key.Exchange == asked.WithExchange)?.Key.Symbol ?? key.Symbol
            : SymbolName.Normalize(asked.WithSymbol);
        var other = new SeriesKey(asked.WithExchange, symbol, key.Timeframe);
        if (other == key)
        {
            problems.Add(new SpecProblem("with_exchange", "is the series itself", other.ToString(), "another market, or another symbol"));
        }
        else if (library.Find(other) is null)
        {
            problems.Add(new SpecProblem(
                "with_exchange", "there are no candles to compare with", other.ToString(), same.Count == 0 ? "no other market has this instrument yet" : string.Join(", ", same.Select(s => s.Key))));
        }

        return other;
    }

    private static long? Time(string field, string? text, List<SpecProblem> problems)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (IsoTime.TryParse(text, out var time))
        {
            return time;
        }

        problems.Add(new SpecProblem(field, "is not a time", text, "ISO 8601, such as 2024-01-31"));
        return null;
    }
}
