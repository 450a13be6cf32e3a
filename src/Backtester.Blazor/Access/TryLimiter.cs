using System.Net;
using System.Net.Sockets;
using Backtester.Blazor.Options;

namespace Backtester.Blazor.Access;

/// <summary>
/// Counts the wrong keys of each address. An address that showed too many within the last minute is refused,
/// whatever key it shows then, until the oldest of them is a minute old.
/// </summary>
public sealed class TryLimiter(BacktesterOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Addresses kept; beyond that those without a recent try are forgotten.</summary>
    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _tries = [];

    /// <summary>How long an address must wait; null where it may try.</summary>
    public TimeSpan? WaitOf(IPAddress? address)
    {
        lock (_gate)
        {
            return _tries.TryGetValue(NameOf(address), out var tries) && Recent(tries) >= options.Access.TriesPerMinute
                ? tries.Peek() + Window - clock.GetUtcNow()
                : null;
        }
    }

    /// <summary>Notes a wrong key.</summary>
    public void Failed(IPAddress? address)
    {
        lock (_gate)
        {
            if (_tries.Count >= MostAddresses)
            {
                foreach (var old in _tries.Where(t => Recent(t.Value) == 0).Select(t => t.Key).ToList())
                {
                    _tries.Remove(old);
                }
            }

            var name = NameOf(address);
            if (!_tries.TryGetValue(name, out var tries))
            {
                _tries[name] = tries = new Queue<DateTimeOffset>();
            }

            tries.Enqueue(clock.GetUtcNow());
            if (tries.Count > options.Access.TriesPerMinute)
            {
                tries.Dequeue();
            }
        }
    }

    private int Recent(Queue<DateTimeOffset> tries)
    {
        while (tries.TryPeek(out var oldest) && clock.GetUtcNow() - oldest >= Window)
        {
            tries.Dequeue();
        }

        return tries.Count;
    }

    /// <summary>One household has a whole /64 of IPv6 addresses, and counts as one.</summary>
    private static string NameOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6 } && !IPAddress.IsLoopback(address)
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "";
    }
}
