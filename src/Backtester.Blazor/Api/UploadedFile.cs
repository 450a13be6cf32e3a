using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Backtester.Blazor.Api;

/// <summary>A file on its way in: the body itself, or the first file of a multipart form; read once, never buffered whole.</summary>
/// <param name="Content">What comes.</param>
/// <param name="Name">Its name in problems.</param>
internal sealed record UploadedFile(Stream Content, string Name)
{
    private const int LongestBoundary = 200;

    /// <summary>Opens it; null where a form holds no file.</summary>
    public static async Task<UploadedFile?> OpenAsync(HttpRequest request, string? name)
    {
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true)
        {
            return new UploadedFile(request.Body, NameOf(name));
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= LongestBoundary } boundary)
        {
            return null;
        }

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
        {
            if (section.AsFileSection() is { FileName.Length: > 0, FileStream: { } content } part)
            {
                return new UploadedFile(content, NameOf(part.FileName));
            }
        }

        return null;
    }

    private static string NameOf(string? name) => name is { Length: > 0 } ? Path.GetFileName(name) : "file";
}
