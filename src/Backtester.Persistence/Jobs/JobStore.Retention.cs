using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Jobs;

/// <content>What is forgotten.</content>
public sealed partial class JobStore
{
    /// <summary>Removes jobs that ended before a time; what they made stays.</summary>
    /// <param name="beforeMs">Unix ms.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Their numbers.</returns>
    public Task<IReadOnlyList<long>> ForgetAsync(long beforeMs, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var old = db.Jobs.Where(j => j.Status != WorkStatus.Pending && j.Status != WorkStatus.Running && j.FinishedMs != null && j.FinishedMs < beforeMs);
            IReadOnlyList<long> ids = await old.Select(j => j.Id).ToListAsync(token);
            await old.ExecuteDeleteAsync(token);
            return ids;
        },
        cancellation);
}
