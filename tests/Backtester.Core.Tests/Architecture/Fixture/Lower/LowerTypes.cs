namespace Backtester.Core.Tests.Architecture.Fixture.Lower;

/// <summary>What the upper folder uses in every way that a type can be used.</summary>
public class ThingException : Exception
{
    /// <summary>A member to be named by a body.</summary>
    public static int Count => 1;
}

/// <summary>An interface of the lower folder.</summary>
public interface IThing;

/// <summary>An attribute of the lower folder.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class ThingAttribute : Attribute;
