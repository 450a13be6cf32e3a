using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Import;

namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// What an import would do; nothing is stored. The timeframe is told by the times of the file, the guess by its name.
/// Added and replaced are null unless the series is named in full.
/// </summary>
public sealed record ImportPreviewDocument(
    string Layout,
    IReadOnlyList<PreviewColumnDocument> Columns,
    string? Timeframe,
    long Rows,
    DateTimeOffset? From,
    DateTimeOffset? To,
    long? Gaps,
    long? Missing,
    long? Added,
    long? Replaced,
    IReadOnlyList<PreviewCandleDocument> First,
    IReadOnlyList<PreviewCandleDocument> Last,
    PreviewGuessDocument Guess,
    IReadOnlyList<ApiProblemItem> Problems,
    long ProblemCount)
{
    /// <summary>From a preview.</summary>
    public static ImportPreviewDocument Of(ImportPreview preview, string fileName)
    {
        var guess = FileNameGuess.Of(fileName);
        var hasRange = !preview.Range.IsEmpty;
        return new ImportPreviewDocument(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(preview.Layout.ToString()),
            [.. preview.Columns.Select(c => new PreviewColumnDocument(c.Key, c.Value))],
            preview.Timeframe?.Name,
            preview.Rows,
            hasRange ? ApiJson.Time(preview.Range.StartMs) : null,
            hasRange ? ApiJson.Time(preview.Range.EndMs) : null,
            preview.Quality?.Gaps.Gaps.Count,
            preview.Quality?.Gaps.Missing,
            preview.Added,
            preview.Replaced,
            [.. preview.First.Select(PreviewCandleDocument.Of)],
            [.. preview.Last.Select(PreviewCandleDocument.Of)],
            new PreviewGuessDocument(guess.Exchange, guess.Symbol, guess.Timeframe?.Name),
            [.. preview.Problems.Select(p => new ApiProblemItem(p.Field, p.Message, p.Got, p.Allowed, p.Suggestion))],
            preview.ProblemCount);
    }
}

/// <summary>A column of the file and what it is read as; null for what is left out.</summary>
public sealed record PreviewColumnDocument(string Name, string? ReadAs);

/// <summary>What the file's name says.</summary>
public sealed record PreviewGuessDocument(string? Exchange, string? Symbol, string? Timeframe);

/// <summary>A candle of a preview.</summary>
public sealed record PreviewCandleDocument(DateTimeOffset Time, double Open, double High, double Low, double Close, double Volume)
{
    /// <summary>From a candle.</summary>
    public static PreviewCandleDocument Of(Candle candle) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(candle.OpenTimeMs), candle.Open, candle.High, candle.Low, candle.Close, candle.Volume);
}
