namespace Backtester.Blazor.Options;

/// <summary>Reads the settings of exchanges and of the scheduled refresh.</summary>
internal static class ExchangeBinding
{
    public static ExchangeOptions Exchanges(SettingReader reader)
    {
        var defaults = new ExchangeOptions();
        var addresses = ExchangeOptions.Hosts
            .Select(host => (Host: host, Address: Address(reader, $"Exchanges:{host}:BaseAddress")))
            .Where(pair => pair.Address.Length > 0);
        return new ExchangeOptions
        {
            Addresses = string.Join(' ', addresses.Select(pair => $"{pair.Host}={pair.Address}")),
            Proxy = Address(reader, "Exchanges:Proxy"),
            Retries = (int)reader.Whole("Exchanges:Retries", defaults.Retries, 0, 20),
            RetryMilliseconds = (int)reader.Whole("Exchanges:RetryMilliseconds", defaults.RetryMilliseconds, 1, 60_000),
            TimeoutSeconds = (int)reader.Whole("Exchanges:TimeoutSeconds", defaults.TimeoutSeconds, 1, 600),
            LongestWaitSeconds = (int)reader.Whole("Exchanges:LongestWaitSeconds", defaults.LongestWaitSeconds, 1, 86_400),
            Parallel = (int)reader.Whole("Exchanges:Parallel", defaults.Parallel, 1, 64),
        };
    }

    public static RefreshOptions Refresh(SettingReader reader)
    {
        var defaults = new RefreshOptions();
        var refresh = new RefreshOptions
        {
            Series = reader.List("Refresh:Series"),
            Minutes = (int)reader.Whole("Refresh:Minutes", defaults.Minutes, 1, 10_080),
        };
        foreach (var series in refresh.Series.Where(s => !RefreshOptions.TryRead(s, out _)))
        {
            reader.Add("Refresh:Series", "names no series", series, "exchange:symbol:timeframe, such as binance:BTCUSDT:1m");
        }

        return refresh;
    }

    private static string Address(SettingReader reader, string name)
    {
        var text = reader.Text(name, "");
        if (text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            return text;
        }

        reader.Add(name, "is not an address", text, "empty, or http://host:port or https://host:port");
        return "";
    }
}
