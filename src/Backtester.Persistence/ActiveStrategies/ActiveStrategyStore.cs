using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.ActiveStrategies;

/// <summary>The strategies that the user follows, with all their versions.</summary>
public sealed class ActiveStrategyStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>
    /// Follows settings under a name: a new strategy, or a new version of the one of that name. Settings that are followed
    /// already, under that name, stay as they are.
    /// </summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="spec">The run spec without dates, canonical JSON.</param>
    /// <param name="origin">run:ID, trial:SEARCH/NUMBER or spec.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<FollowResult> FollowAsync(string name, string spec, string origin, CancellationToken cancellation = default)
    {
        try
        {
            return await TryFollowAsync(StoredText.Exact("name", name), spec, origin, cancellation);
        }
        catch (DbUpdateException)
        {
            // Another one took the name between the question and the answer; now it is there.
            return await TryFollowAsync(name, spec, origin, cancellation);
        }
    }

    /// <summary>Goes back to the settings of an earlier version by a new one with the same settings.</summary>
    /// <returns>Null strategy where there is no such strategy or version.</returns>
    public Task<FollowResult> RestoreAsync(long id, int number, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (await db.ActiveStrategies.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, token) is not { } known
                || await VersionRows.SpecAsync(db, id, number, token) is not { } spec)
            {
                return (Commit: false, Value: new FollowResult(null, false, null));
            }

            return await VersionRows.AddAsync(db, id, known.CurrentVersion, spec, $"revert:{number}", null, Now(), token) is null
                ? (Commit: false, Value: new FollowResult(null, false, await ChangedAsync(db, known, token)))
                : (Commit: true, Value: new FollowResult(await StoredAsync(db, id, token), false, null));
        },
        cancellation);

    /// <summary>ACTIVE → RETIRED; false where it is not there or is retired already.</summary>
    public Task<bool> RetireAsync(long id, CancellationToken cancellation = default) =>
        writer.WriteAsync((db, token) => VersionRows.RetireAsync(db, id, version: null, Now(), token), cancellation);

    /// <summary>RETIRED → ACTIVE with the version that was followed last; false where it is not there or is followed already.</summary>
    public Task<bool> ResumeAsync(long id, CancellationToken cancellation = default) =>
        writer.WriteAsync((db, token) => VersionRows.ResumeAsync(db, id, version: null, token), cancellation);

    /// <summary>Notes that recommendations were looked for, and what the look said beside them.</summary>
    public Task<bool> NoteLookAsync(long id, string lookJson, CancellationToken cancellation = default)
    {
        var now = Now();
        return writer.WriteAsync(
            async (db, token) => await db.ActiveStrategies
                .Where(s => s.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LookedAtMs, now).SetProperty(s => s.LookJson, lookJson), token) == 1,
            cancellation);
    }

    /// <summary>An active strategy by its number; null where there is none.</summary>
    public async Task<StoredActiveStrategy?> GetAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.ActiveStrategies.AnyAsync(s => s.Id == id, cancellation) ? await StoredAsync(db, id, cancellation) : null;
    }

    /// <summary>An active strategy by its name; null where there is none.</summary>
    public async Task<StoredActiveStrategy?> FindAsync(string name, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.ActiveStrategies.SingleOrDefaultAsync(s => s.Name == name, cancellation) is { } row ? await StoredAsync(db, row, cancellation) : null;
    }

    /// <summary>All of them, those followed first, then by name.</summary>
    public async Task<IReadOnlyList<StoredActiveStrategy>> ListAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var rows = await db.ActiveStrategies.OrderBy(s => s.Status).ThenBy(s => s.Name).ToListAsync(cancellation);
        var versions = await db.ActiveStrategies
            .Join(db.ActiveStrategyVersions, s => new { Id = s.Id, Number = s.CurrentVersion }, v => new { Id = v.StrategyId, v.Number }, (_, v) => v)
            .ToDictionaryAsync(v => v.StrategyId, cancellation);
        var watches = await db.ActiveStrategies
            .Join(db.ActiveStrategyWatches, s => new { Id = s.Id, Number = s.CurrentVersion }, w => new { Id = w.StrategyId, Number = w.Version }, (_, w) => w)
            .ToDictionaryAsync(w => w.StrategyId, cancellation);
        return rows.ConvertAll(r => new StoredActiveStrategy(r, versions[r.Id]) { Watch = watches.GetValueOrDefault(r.Id) });
    }

    /// <summary>All versions of a strategy, latest first.</summary>
    public async Task<IReadOnlyList<ActiveStrategyVersion>> VersionsAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.ActiveStrategyVersions.Where(v => v.StrategyId == id).OrderByDescending(v => v.Number).ToListAsync(cancellation);
    }

    private Task<FollowResult> TryFollowAsync(string name, string spec, string origin, CancellationToken cancellation) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (await db.ActiveStrategies.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, token) is not { } known)
            {
                return (Commit: true, Value: await CreateAsync(db, name, spec, origin, token));
            }

            if (known.Status == ActiveStrategyStatus.Active && await VersionRows.SpecAsync(db, known.Id, known.CurrentVersion, token) == spec)
            {
                return (Commit: false, Value: new FollowResult(await StoredAsync(db, known, token), false, null));
            }

            return await VersionRows.AddAsync(db, known.Id, known.CurrentVersion, spec, origin, null, Now(), token) is null
                ? (Commit: false, Value: new FollowResult(null, false, await ChangedAsync(db, known, token)))
                : (Commit: true, Value: new FollowResult(await StoredAsync(db, known.Id, token), false, null));
        },
        cancellation);

    private async Task<FollowResult> CreateAsync(BacktesterDb db, string name, string spec, string origin, CancellationToken cancellation)
    {
        var row = new ActiveStrategy { Name = name, Status = ActiveStrategyStatus.Active, CurrentVersion = 1, CreatedMs = Now() };
        db.ActiveStrategies.Add(row);
        await db.SaveChangesAsync(cancellation);
        var version = VersionRows.New(row.Id, 1, spec, origin, recommendationId: null, row.CreatedMs);
        db.ActiveStrategyVersions.Add(version);
        await db.SaveChangesAsync(cancellation);
        return new FollowResult(new StoredActiveStrategy(row, version), true, null);
    }

    private static async Task<string> ChangedAsync(BacktesterDb db, ActiveStrategy known, CancellationToken cancellation) =>
        $"{known.Name} was changed meanwhile: {await VersionRows.CurrentWordsAsync(db, known.Id, cancellation)} is followed now";

    private static async Task<StoredActiveStrategy> StoredAsync(BacktesterDb db, long id, CancellationToken cancellation) =>
        await StoredAsync(db, await db.ActiveStrategies.AsNoTracking().SingleAsync(s => s.Id == id, cancellation), cancellation);

    private static async Task<StoredActiveStrategy> StoredAsync(BacktesterDb db, ActiveStrategy row, CancellationToken cancellation) =>
        new(row, await db.ActiveStrategyVersions.AsNoTracking().SingleAsync(v => v.StrategyId == row.Id && v.Number == row.CurrentVersion, cancellation))
        {
            Watch = await db.ActiveStrategyWatches.AsNoTracking().SingleOrDefaultAsync(w => w.StrategyId == row.Id && w.Version == row.CurrentVersion, cancellation),
        };

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
