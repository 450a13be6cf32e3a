using Backtester.Core.Tests.Architecture.Fixture.Lower;

namespace Backtester.Core.Tests.Architecture.Fixture.Upper;

/// <summary>Uses the lower folder as base type.</summary>
public class InBaseType : ThingException;

/// <summary>Uses it as interface.</summary>
public class InInterface : IThing;

/// <summary>Uses it as constraint.</summary>
/// <typeparam name="T">Constrained.</typeparam>
public class InGenericConstraint<T>
    where T : IThing;

/// <summary>Uses it as attribute.</summary>
[Thing]
public class InAttribute;

/// <summary>Uses it inside the generic type of a field.</summary>
public class InField
{
    /// <summary>The use.</summary>
    public Dictionary<int, List<ThingException[]>>? Things { get; set; }
}

/// <summary>Uses it in a signature alone.</summary>
public interface IInSignature
{
    /// <summary>The use.</summary>
    void Take(ThingException[] things);
}

/// <summary>Uses it as a local.</summary>
public static class InLocal
{
    /// <summary>The use: a local whose address is taken stays a local in optimised code.</summary>
    public static int Run()
    {
        ThingException? thing = null;
        Interlocked.CompareExchange(ref thing, null, null);
        return 0;
    }
}

/// <summary>Uses it inside a lambda's body, which the compiler moves into a nested type.</summary>
public static class InBody
{
    /// <summary>The use.</summary>
    public static Func<int> Run() => () => ThingException.Count;
}

/// <summary>Uses it in a catch clause.</summary>
public static class InCatch
{
    /// <summary>The use.</summary>
    public static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (ThingException)
        {
            GC.KeepAlive(action);
        }
    }
}

/// <summary>Uses what Purity forbids.</summary>
public static class Impure
{
    /// <summary>Reads a clock.</summary>
    public static DateTime Clock() => DateTime.UtcNow;

    /// <summary>Reads a file.</summary>
    public static string Disk() => File.ReadAllText("x");

    /// <summary>Names a network type.</summary>
    public static Type Network() => typeof(System.Net.Http.HttpClient);

    /// <summary>Draws without a seed.</summary>
    public static int Chance() => Random.Shared.Next();

    /// <summary>Rounds once where others round twice.</summary>
    public static double Fused(double a) => Math.FusedMultiplyAdd(a, a, a);

    /// <summary>Allowed: memory alone.</summary>
    public static Stream Memory() => new MemoryStream();

    /// <summary>Allowed: no clock.</summary>
    public static DateTime Epoch() => DateTime.UnixEpoch;
}
