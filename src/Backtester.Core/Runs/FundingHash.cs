using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>Names the funding that a run reads, as <see cref="DatasetHash"/> names its candles.</summary>
internal static class FundingHash
{
    /// <summary>The payments of one symbol that fall into its candles.</summary>
    public static FundingRates? Read(RunSpec spec, IFundingCatalog? funding, CandleSeries candles) => candles.Count == 0
        ? null
        : funding?.Find(spec.Exchange, candles.Key.Symbol, new TimeRange(candles.OpenTimeMs[0], candles.OpenTimeMs[^1] + candles.Key.Timeframe.Milliseconds));

    /// <summary>SHA-256 (hex) over the times and rates of all symbols in their order, little-endian; null where none are stored.</summary>
    public static string? Of(RunSpec spec, IFundingCatalog? funding, IReadOnlyList<CandleSeries> candles)
    {
        var rates = candles.Select(c => Read(spec, funding, c)).ToList();
        if (rates.TrueForAll(r => r is null))
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var s = 0; s < rates.Count; s++)
        {
            ReadOnlySpan<long> shape = [s, rates[s]?.Count ?? -1];
            hash.AppendData(MemoryMarshal.AsBytes(shape));
            if (rates[s] is { } known)
            {
                hash.AppendData(MemoryMarshal.AsBytes(known.TimeMs));
                hash.AppendData(MemoryMarshal.AsBytes(known.Rate));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
