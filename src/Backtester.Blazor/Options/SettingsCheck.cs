using System.Net;

namespace Backtester.Blazor.Options;

/// <summary>The rules between settings.</summary>
internal static class SettingsCheck
{
    /// <summary>A key shorter than this is guessed too soon.</summary>
    private const int ShortestKey = 12;

    public static void Check(BacktesterOptions options, SettingReader reader)
    {
        if (options.DataDirectory.Length == 0)
        {
            reader.Add("DataDirectory", "is empty", "", "the path of a folder");
        }

        CheckKey(options.Access, reader);
        CheckUrls(options, reader);
        foreach (var origin in options.Access.AllowedOrigins)
        {
            if (!IsOrigin(origin))
            {
                reader.Add("Access:AllowedOrigins", "is not an origin", origin, "scheme://host or scheme://host:port, without a path");
            }
        }
    }

    /// <summary>True where only this machine can reach the address.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.StartsWith("unix:/", StringComparison.Ordinal)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static void CheckKey(AccessOptions access, SettingReader reader)
    {
        // The key itself is never told.
        if (access.HasKey && access.Key.Length < ShortestKey)
        {
            reader.Add("Access:Key", "is too short", $"{access.Key.Length} characters", $"at least {ShortestKey} characters");
        }
    }

    private static void CheckUrls(BacktesterOptions options, SettingReader reader)
    {
        if (options.UrlList.Count == 0)
        {
            reader.Add("Urls", "names no address", options.Urls, "such as http://localhost:8080");
        }

        foreach (var url in options.UrlList)
        {
            if (!TryParse(url, out var address))
            {
                reader.Add("Urls", "is not an address to listen on", url, "http://host:port or https://host:port");
            }
            else if (!IsLoopback(address.Host) && !options.Access.HasKey && !options.Access.AllowWithoutKey)
            {
                reader.Add(
                    "Urls",
                    "would let other machines in without a key: set Access:Key, or Access:AllowWithoutKey=true where something else guards the address",
                    url,
                    "a loopback address such as http://localhost:8080");
            }
        }
    }

    private static bool TryParse(string url, out BindingAddress address)
    {
        try
        {
            address = BindingAddress.Parse(url);
            return address.Scheme is "http" or "https" && address.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            address = null!;
            return false;
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
