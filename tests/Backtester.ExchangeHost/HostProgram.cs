namespace Backtester.ExchangeHost;

/// <summary>
/// All exchanges on one address, for trying downloads without a network:
/// dotnet run --project tests/Backtester.ExchangeHost -- http://127.0.0.1:5199
/// </summary>
internal static class HostProgram
{
    private static async Task Main(string[] args)
    {
        await using var host = await ExchangeServer.StartAsync(new ExchangeServerOptions(), args.Length > 0 ? args[0] : "http://127.0.0.1:5199");
        Console.WriteLine($"Exchanges answer at {host.Address}; start Backtester with");
        Console.WriteLine($"  {string.Join(' ', host.BaseAddresses.Keys.Select(k => $"--Exchanges:{k}:BaseAddress {host.Address}"))}");
        await host.EndedAsync();
    }
}
