namespace Backtester.Core.Tests.Architecture;

/// <summary>Where in a type another type is used.</summary>
public enum UseSite
{
    BaseType,
    Interface,
    GenericConstraint,
    Attribute,
    Field,
    Signature,
    Local,
    Body,
    Catch,
}

/// <summary>One use of a type by a type, as compiled.</summary>
/// <param name="UserNamespace">Namespace of the using type (of its outermost type where it is nested).</param>
/// <param name="User">Name of the using type, nested names joined by '+'.</param>
/// <param name="UsedNamespace">Namespace of the used type.</param>
/// <param name="Used">Name of the used type.</param>
/// <param name="Member">The used method or field, where the use names one.</param>
/// <param name="Site">Where it stands.</param>
public sealed record TypeUse(string UserNamespace, string User, string UsedNamespace, string Used, string? Member, UseSite Site)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{UserNamespace}.{User} uses {UsedNamespace}.{Used}{(Member is null ? "" : "." + Member)} ({Site})";
}
