using System.Text.Json;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.KuCoin;

/// <summary>What KuCoin's spot and futures interfaces have in common: the envelope and the clock.</summary>
public abstract class KuCoinClient(ExchangeFacts facts, HostConnection host) : ExchangeClient(facts, host)
{
    private const string Good = "200000";
    private const string TooManyRequests = "429000";

    /// <inheritdoc/>
    protected override string TimePath => "api/v1/timestamp";

    /// <inheritdoc/>
    protected override long ReadTime(JsonElement root) => root.GetProperty("data").Whole();

    private protected override void Check(JsonElement root)
    {
        var code = root.Text("code");
        if (code != Good)
        {
            var kind = code == TooManyRequests ? FailureKind.TooMuch : code.StartsWith('5') ? FailureKind.Down : FailureKind.Refused;
            throw new CallFailure(kind, $"it answers {code}: {root.Text("msg")}");
        }
    }
}
