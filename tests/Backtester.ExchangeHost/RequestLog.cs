namespace Backtester.ExchangeHost;

/// <summary>What was asked of a server.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<(string Path, string Query)> _requests = [];
    private int _overLimit;

    /// <summary>Number of requests, those that went wrong among them.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _requests.Count;
            }
        }
    }

    /// <summary>Requests that were refused because they were too many.</summary>
    public int OverLimit => Volatile.Read(ref _overLimit);

    /// <summary>The requests of a path, in order, with their queries.</summary>
    public IReadOnlyList<string> Queries(string path)
    {
        lock (_gate)
        {
            return [.. _requests.Where(r => r.Path == path).Select(r => r.Query)];
        }
    }

    internal static int WeightOf(string path) => path switch
    {
        "/api/v3/klines" => 2,
        "/api/v3/exchangeInfo" => 20,
        "/api/v3/ticker/24hr" => 80,
        _ => 1,
    };

    internal void Add(string path, string query)
    {
        lock (_gate)
        {
            _requests.Add((path, query));
        }
    }

    internal void AddOverLimit() => Interlocked.Increment(ref _overLimit);
}
