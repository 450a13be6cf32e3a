using Backtester.Core.Runs;
using Microsoft.AspNetCore.Mvc;

namespace Backtester.Blazor.Api;

/// <summary>An error as RFC 9457 has it, with a list of all that is wrong.</summary>
public sealed class ApiProblem : ProblemDetails
{
    /// <summary>Everything that is wrong, in the order of the document; empty where one sentence says it.</summary>
    public IReadOnlyList<ApiProblemItem> Problems { get; init; } = [];

    /// <summary>An answer with one sentence.</summary>
    public static IResult Of(int status, string title, string detail, params IReadOnlyList<SpecProblem> problems) =>
        Results.Json(Create(status, title, detail, problems), contentType: "application/problem+json", statusCode: status);

    /// <summary>400 with all problems of a document.</summary>
    public static IResult BadSpec(IReadOnlyList<SpecProblem> problems) =>
        Of(StatusCodes.Status400BadRequest, "Bad input", problems.Count == 1 ? "There is one problem." : $"There are {problems.Count} problems.", problems);

    /// <summary>404 that names what is not there.</summary>
    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "Not found", $"There is no {what}.");

    /// <summary>409 that says why.</summary>
    public static IResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "Not now", detail);

    /// <summary>Writes an answer where there is no endpoint to return it.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string detail) => Of(status, title, detail).ExecuteAsync(context);

    /// <summary>The document itself.</summary>
    public static ApiProblem Create(int status, string title, string detail, IReadOnlyList<SpecProblem> problems) => new()
    {
        Type = "about:blank",
        Title = title,
        Status = status,
        Detail = detail,
        Problems = [.. problems.Select(p => new ApiProblemItem(p.Field, p.Message, p.Got, p.Allowed, p.Suggestion))],
    };
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Field">Path of the field, such as "strategy_params.fast".</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Got">What came.</param>
/// <param name="Allowed">What is allowed.</param>
/// <param name="Suggestion">The nearest right name.</param>
public sealed record ApiProblemItem(string Field, string Message, string? Got, string? Allowed, string? Suggestion);
