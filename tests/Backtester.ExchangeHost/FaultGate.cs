using Microsoft.AspNetCore.Http;

namespace Backtester.ExchangeHost;

/// <summary>Counts requests, keeps the rate limit, and lets go wrong what the plan says.</summary>
internal sealed class FaultGate(ExchangeServerOptions options, RequestLog log)
{
    private readonly Lock _gate = new();
    private readonly Queue<(DateTime Time, int Weight)> _spent = new();

    public async Task InvokeAsync(HttpContext context, Func<Task> next)
    {
        var weight = RequestLog.WeightOf(context.Request.Path);
        log.Add(context.Request.Path, context.Request.QueryString.Value ?? "");
        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, context.RequestAborted);
        }

        if (IsOver(weight))
        {
            log.AddOverLimit();
            Refuse(context, 429, 1);
            return;
        }

        await MeetAsync(context, options.Faults?.Next() ?? Fault.None, next);
    }

    private async Task MeetAsync(HttpContext context, Fault fault, Func<Task> next)
    {
        switch (fault)
        {
            case Fault.TooManyRequests:
                Refuse(context, 429, options.Faults!.RetryAfterSeconds);
                break;
            case Fault.Banned:
                Refuse(context, 418, options.Faults!.RetryAfterSeconds);
                break;
            case Fault.ServerError:
                context.Response.StatusCode = 500;
                break;
            case Fault.BadGateway:
                context.Response.StatusCode = 502;
                await context.Response.WriteAsync("<html>bad gateway</html>");
                break;
            case Fault.TruncatedBody:
                await CutAsync(context, next, breakOff: true);
                break;
            case Fault.CutJson:
                await CutAsync(context, next, breakOff: false);
                break;
            case Fault.Slow:
                await Task.Delay(options.Faults!.SlowTime, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                await next();
                break;
            case Fault.Dropped:
                context.Abort();
                break;
            default:
                await next();
                break;
        }
    }

    /// <summary>Sends the first half of the answer, then ends it in order or breaks the connection.</summary>
    private static async Task CutAsync(HttpContext context, Func<Task> next, bool breakOff)
    {
        var target = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await next();
        context.Response.Body = target;
        var half = whole.ToArray().AsMemory(0, (int)(whole.Length / 2));
        context.Response.ContentLength = breakOff ? whole.Length : half.Length;
        await target.WriteAsync(half);
        await target.FlushAsync();
        if (breakOff)
        {
            context.Abort();
        }
    }

    private static void Refuse(HttpContext context, int status, int retryAfter)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter.ToString();
    }

    private bool IsOver(int weight)
    {
        if (options.Limit is not { } limit)
        {
            return false;
        }

        lock (_gate)
        {
            var now = DateTime.UtcNow;
            while (_spent.Count > 0 && now - _spent.Peek().Time > limit.Period)
            {
                _spent.Dequeue();
            }

            if (_spent.Sum(s => s.Weight) + weight > limit.Weight)
            {
                return true;
            }

            _spent.Enqueue((now, weight));
            return false;
        }
    }
}
