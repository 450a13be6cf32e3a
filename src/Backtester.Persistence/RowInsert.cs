using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Backtester.Persistence;

/// <summary>
/// Inserts many rows of one entity with one prepared command, inside the context's transaction. Columns and conversions
/// come from the model; tracking each row, as the context itself does, costs a hundred times more. Keys are not generated.
/// </summary>
internal static class RowInsert
{
    /// <summary>Inserts the rows in order; NaN and infinity become null.</summary>
    public static async Task AddRowsAsync<T>(this BacktesterDb db, IEnumerable<T> rows, CancellationToken cancellation)
        where T : class
    {
        var columns = ColumnsOf(db, typeof(T), out var table);
        var sql = db.GetService<ISqlGenerationHelper>();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var names = string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)));
        var values = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table)} ({names}) VALUES ({values})";
        var parameters = columns.Select((c, i) => AddParameter(command, c, i)).ToArray();
        await command.PrepareAsync(cancellation);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                parameters[i].Value = columns[i].ValueOf(row);
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static List<Column> ColumnsOf(BacktesterDb db, Type type, out string table)
    {
        var entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} is not an entity");
        var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        table = store.Name;
        return [.. entity.GetProperties().Select(p => new Column(p.GetColumnName(store)!, p))];
    }

    private static DbParameter AddParameter(DbCommand command, Column column, int index)
    {
        var parameter = column.Property.GetRelationalTypeMapping().CreateParameter(command, $"@p{index}", value: null, nullable: true);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private sealed record Column(string Name, IProperty Property)
    {
        private readonly Func<object?, object?>? _convert = Property.GetTypeMapping().Converter?.ConvertToProvider;

        public object ValueOf(object row)
        {
            var value = Property.GetGetter().GetClrValue(row);
            return value is null or double.NaN or double.PositiveInfinity or double.NegativeInfinity
                ? DBNull.Value
                : (_convert is null ? value : _convert(value)) ?? DBNull.Value;
        }
    }
}
