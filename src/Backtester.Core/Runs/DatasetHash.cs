using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>What a run read, as one hash: independent of how and in which pieces the candles came.</summary>
public static class DatasetHash
{
    /// <summary>SHA-256 (hex) over name, length and every column of each series, in order; numbers as little-endian doubles.</summary>
    public static string Of(IReadOnlyList<CandleSeries> series)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in series)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{one.Key.Exchange}\n{one.Key.Symbol}\n{one.Key.Timeframe}\n{one.Count}\n"));
            hash.AppendData(MemoryMarshal.AsBytes(one.OpenTimeMs));
            Append(hash, one.Open);
            Append(hash, one.High);
            Append(hash, one.Low);
            Append(hash, one.Close);
            Append(hash, one.Volume);
            Append(hash, one.QuoteVolume);
            Append(hash, one.TradeCount);
            Append(hash, one.TakerBuyVolume);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<double> column)
    {
        hash.AppendData([(byte)(column.IsEmpty ? 0 : 1)]);
        hash.AppendData(MemoryMarshal.AsBytes(column));
    }
}
