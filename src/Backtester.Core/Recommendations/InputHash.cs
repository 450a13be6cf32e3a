using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Runs;

namespace Backtester.Core.Recommendations;

/// <summary>The hash of all that a recommendation is made from.</summary>
internal static class InputHash
{
    /// <summary>SHA-256 (hex) of settings, evidence, earlier tries, record and engine version.</summary>
    public static string Of(RecommendationRequest request, EvidenceSet evidence)
    {
        var document = new JsonObject
        {
            ["engine_version"] = (double)EngineVersion.Current,
            ["made_at"] = (double)request.MadeAtMs,
            ["spec"] = evidence.Spec.DeepClone(),
            ["settings"] = JsonSerializer.SerializeToNode(request.Settings),
            ["run"] = evidence.Current.Fingerprint,
            ["alternatives"] = Sha(string.Join('\n', evidence.Families.SelectMany(f => f.Candidates).Select(c => $"{CanonicalJson.Write(c.Spec)} {Numbers(c.Returns)}"))),
            ["earlier_trials"] = (double)request.EarlierTrials,
            ["searches"] = Sha(string.Join('\n', request.Searches.Select(s => s.ToString()))),
            ["walk_forward_efficiency"] = Numbers([request.WalkForwardEfficiency]),
            ["record"] = Sha(string.Join('\n', request.Record.Select(f => f.ToString()))),
        };
        return Sha(CanonicalJson.Write(document));
    }

    private static string Numbers(double[] values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
