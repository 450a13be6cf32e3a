namespace Backtester.Core.Runs.Reading;

/// <summary>A document, JSON or YAML, as one kind of tree.</summary>
public abstract record DocumentNode
{
    /// <summary>The node as somebody would write it, short, for messages.</summary>
    public abstract string Describe();
}

/// <summary>Properties in the order of the document; names are distinct.</summary>
public sealed record ObjectNode(IReadOnlyList<KeyValuePair<string, DocumentNode>> Properties) : DocumentNode
{
    /// <summary>The value of a property; null where it is not there.</summary>
    public DocumentNode? this[string name] => Properties.FirstOrDefault(p => p.Key == name).Value;

    /// <inheritdoc/>
    public override string Describe() => "an object";
}

/// <summary>A list.</summary>
public sealed record ListNode(IReadOnlyList<DocumentNode> Items) : DocumentNode
{
    /// <inheritdoc/>
    public override string Describe() => $"a list of {Items.Count}";
}

/// <summary>What a scalar is.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>null.</summary>
    Null,
}

/// <summary>A single value, with its text as written.</summary>
public sealed record ScalarNode(ScalarKind Kind, string Text) : DocumentNode
{
    /// <inheritdoc/>
    public override string Describe()
    {
        var text = Text.Length <= 80 ? Text : Text[..77] + "...";
        return Kind == ScalarKind.Text ? $"\"{text}\"" : text;
    }
}
