using Backtester.Data.Store;
using Backtester.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Blazor.Runs;

/// <summary>The curves' files, which equal results share.</summary>
internal static class RunCurves
{
    /// <summary>Deletes a curve that no stored run names any more.</summary>
    public static async Task DeleteUnusedAsync(string? resultHash, EquityCurveStore curves, BacktesterDbFactory database, CancellationToken cancellation)
    {
        if (resultHash is null)
        {
            return;
        }

        await using var db = database.OpenForReading();
        if (!await db.Runs.AnyAsync(r => r.ResultHash == resultHash, cancellation))
        {
            curves.Delete(resultHash);
        }
    }
}
