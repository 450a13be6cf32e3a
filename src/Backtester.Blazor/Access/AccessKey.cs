using System.Security.Cryptography;
using System.Text;
using Backtester.Blazor.Options;

namespace Backtester.Blazor.Access;

/// <summary>The portal's key, compared in a time that does not depend on what came.</summary>
public sealed class AccessKey
{
    private readonly byte[] _hash;

    /// <summary>Takes the key of the settings.</summary>
    public AccessKey(BacktesterOptions options)
    {
        IsRequired = options.Access.HasKey;
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(options.Access.Key));
    }

    /// <summary>True where a key is asked for.</summary>
    public bool IsRequired { get; }

    /// <summary>A short print of the key that a cookie carries, so that another key ends all sign-ins.</summary>
    public string Print => Convert.ToHexStringLower(SHA256.HashData(_hash))[..32];

    /// <summary>True where <paramref name="key"/> is the key.</summary>
    public bool Matches(string key) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(key)), _hash);
}
