using Backtester.Blazor.Templates;

namespace Backtester.Blazor.Api.Documents;

/// <summary>The saved templates, in order of name.</summary>
public sealed record TemplateListDocument(IReadOnlyList<TemplateDocument> Templates)
{
    /// <summary>From what is saved.</summary>
    public static TemplateListDocument From(IReadOnlyList<SpecTemplate> templates) =>
        new([.. templates.Select(t => new TemplateDocument(t.Name, DateTimeOffset.FromUnixTimeMilliseconds(t.SavedMs)))]);
}

/// <summary>A saved template.</summary>
public sealed record TemplateDocument(string Name, DateTimeOffset SavedAt);
