using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Model;

/// <summary>What holds for every table: snake_case names, and no column for a number that cannot be unknown.</summary>
internal static class SchemaConventions
{
    /// <summary>Applied after all entities are configured.</summary>
    /// <exception cref="InvalidOperationException">An entity has a `double`; it must be `double?`, null for unknown.</exception>
    public static void Apply(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            if (property.ClrType == typeof(double) || property.ClrType == typeof(float))
            {
                throw new InvalidOperationException($"{property.DeclaringType.DisplayName()}.{property.Name}: declare it as double?, unknown numbers are stored as null");
            }

            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
