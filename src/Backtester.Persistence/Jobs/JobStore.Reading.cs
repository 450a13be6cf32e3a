using Backtester.Persistence.Paging;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Jobs;

/// <content>What reads the queue without changing it.</content>
public sealed partial class JobStore
{
    /// <summary>A job; null where there is none.</summary>
    public async Task<Job?> GetAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Jobs.SingleOrDefaultAsync(j => j.Id == id, cancellation);
    }

    /// <summary>The latest job that makes this run; null where there is none.</summary>
    public async Task<Job?> FindByRunAsync(long runId, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Jobs.Where(j => j.RunId == runId).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A page of jobs, latest first.</summary>
    /// <exception cref="Core.Runs.SpecException">Limit or cursor are not allowed.</exception>
    public async Task<Page<Job>> ListAsync(JobQuery query, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var limit = PageLimit.Check(query.Limit);
        var after = Cursor.Parse(query.Cursor, "jobs", isNumber: false);
        IQueryable<Job> jobs = db.Jobs;
        if (query.Statuses.Count > 0)
        {
            var statuses = query.Statuses.ToArray();
            jobs = jobs.Where(j => statuses.Contains(j.Status));
        }

        if (query.Kind is not null)
        {
            jobs = jobs.Where(j => j.Kind == query.Kind);
        }

        var total = await jobs.LongCountAsync(cancellation);
        var rows = await Keyset.ById(jobs, j => j.Id, descending: true, after).Take(limit + 1).ToListAsync(cancellation);
        if (rows.Count <= limit)
        {
            return new Page<Job>(rows, NextCursor: null, total);
        }

        rows.RemoveAt(limit);
        return new Page<Job>(rows, new Cursor("jobs", rows[^1].Id, null).ToString(), total);
    }

    /// <summary>How many jobs stand where; every status is there.</summary>
    public async Task<IReadOnlyDictionary<WorkStatus, int>> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var counts = await db.Jobs.GroupBy(j => j.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        return Enum.GetValues<WorkStatus>().ToDictionary(s => s, s => counts.GetValueOrDefault(s));
    }
}
