using System.Text.Json;
using Xunit;

namespace Backtester.Blazor.Tests.Api;

/// <summary>Holds a written document to its described shape.</summary>
internal static class DocumentFields
{
    /// <summary>The document has the properties of <typeparamref name="T"/> in snake_case, all of them and no other.</summary>
    public static void AssertSame<T>(JsonElement document, params string[] except)
    {
        var described = typeof(T).GetProperties().Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)).Where(n => !except.Contains(n));
        Assert.Equal(described.Order(), document.EnumerateObject().Select(p => p.Name).Order());
    }
}
