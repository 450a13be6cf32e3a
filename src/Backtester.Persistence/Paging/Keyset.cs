using System.Linq.Expressions;

namespace Backtester.Persistence.Paging;

/// <summary>
/// Orders rows by a value and then by id, and takes those beyond a cursor. Unknown values come last in either direction,
/// on every provider.
/// </summary>
internal static class Keyset
{
    /// <summary>By id alone.</summary>
    public static IQueryable<T> ById<T>(IQueryable<T> rows, Expression<Func<T, long>> id, bool descending, Cursor? after)
    {
        var row = id.Parameters[0];
        if (after is not null)
        {
            rows = rows.Where(Condition<T>(Beyond(id.Body, Parameter(after.Id), descending), row));
        }

        return descending ? rows.OrderByDescending(id) : rows.OrderBy(id);
    }

    /// <summary>By a number that may be unknown.</summary>
    public static IQueryable<T> ByNumber<T>(IQueryable<T> rows, Expression<Func<T, double?>> value, Expression<Func<T, long>> id, bool descending, Cursor? after)
    {
        var row = value.Parameters[0];
        var idBody = Rebound(id, row);
        var unknown = Expression.Equal(value.Body, Expression.Constant(null, typeof(double?)));
        if (after is not null)
        {
            var beyondId = Beyond(idBody, Parameter(after.Id), descending);
            var condition = after.Number is double number
                ? Expression.OrElse(unknown, BeyondValueOrId(value.Body, Parameter<double?>(number), beyondId, descending))
                : Expression.AndAlso(unknown, beyondId);
            rows = rows.Where(Condition<T>(condition, row));
        }

        var knownFirst = rows.OrderBy(Expression.Lambda<Func<T, bool>>(unknown, row));
        return descending ? knownFirst.ThenByDescending(value).ThenByDescending(id) : knownFirst.ThenBy(value).ThenBy(id);
    }

    /// <summary>
    /// The rows whose number is known, by it, beyond a cursor on such a row. Without a word about unknown ones in the order an
    /// index on the number and the id gives the page without sorting.
    /// </summary>
    public static IQueryable<T> Known<T>(IQueryable<T> rows, Expression<Func<T, double?>> value, Expression<Func<T, long>> id, bool descending, Cursor? after)
    {
        var row = value.Parameters[0];
        rows = rows.Where(Condition<T>(Expression.NotEqual(value.Body, Expression.Constant(null, typeof(double?))), row));
        if (after?.Number is double number)
        {
            rows = rows.Where(Condition<T>(BeyondValueOrId(value.Body, Parameter<double?>(number), Beyond(Rebound(id, row), Parameter(after.Id), descending), descending), row));
        }

        return descending ? rows.OrderByDescending(value).ThenByDescending(id) : rows.OrderBy(value).ThenBy(id);
    }

    /// <summary>The rows whose number is unknown, by id, beyond a cursor on such a row: those that follow <see cref="Known"/>.</summary>
    public static IQueryable<T> Unknown<T>(IQueryable<T> rows, Expression<Func<T, double?>> value, Expression<Func<T, long>> id, bool descending, Cursor? after)
    {
        var row = value.Parameters[0];
        rows = rows.Where(Condition<T>(Expression.Equal(value.Body, Expression.Constant(null, typeof(double?))), row));
        return ById(rows, id, descending, after is { Number: null } ? after : null);
    }

    /// <summary>By a text that is always there; with <paramref name="foldsCase"/> as the database's small letters have it.</summary>
    public static IQueryable<T> ByText<T>(
        IQueryable<T> rows, Expression<Func<T, string>> value, Expression<Func<T, long>> id, bool descending, Cursor? after, bool foldsCase = false)
    {
        var row = value.Parameters[0];
        value = foldsCase ? Expression.Lambda<Func<T, string>>(Small(value.Body), row) : value;
        if (after is not null)
        {
            Expression text = foldsCase ? Small(Parameter(after.Value ?? "")) : Parameter(after.Value ?? "");
            var compared = Expression.Call(typeof(string), nameof(string.Compare), null, value.Body, text);
            var zero = Expression.Constant(0);
            var beyondId = Beyond(Rebound(id, row), Parameter(after.Id), descending);
            var condition = Expression.OrElse(
                descending ? Expression.LessThan(compared, zero) : Expression.GreaterThan(compared, zero),
                Expression.AndAlso(Expression.Equal(value.Body, text), beyondId));
            rows = rows.Where(Condition<T>(condition, row));
        }

        return descending
            ? rows.OrderByDescending(value).ThenByDescending(id)
            : rows.OrderBy(value).ThenBy(id);
    }

    // The database folds both sides: its small letters need not be those of .NET.
    private static MethodCallExpression Small(Expression text) => Expression.Call(text, nameof(string.ToLower), null);

    private static BinaryExpression BeyondValueOrId(Expression value, Expression last, Expression beyondId, bool descending) =>
        Expression.OrElse(Beyond(value, last, descending), Expression.AndAlso(Expression.Equal(value, last), beyondId));

    private static BinaryExpression Beyond(Expression value, Expression last, bool descending) =>
        descending ? Expression.LessThan(value, last) : Expression.GreaterThan(value, last);

    private static Expression<Func<T, bool>> Condition<T>(Expression body, ParameterExpression row) => Expression.Lambda<Func<T, bool>>(body, row);

    private static Expression Rebound<T>(Expression<Func<T, long>> id, ParameterExpression row) =>
        new Rebind(id.Parameters[0], row).Visit(id.Body);

    // A constant would be written into the SQL, where a double may lose its last bit; a property of an object is sent as a parameter.
    private static MemberExpression Parameter<T>(T value) =>
        Expression.Property(Expression.Constant(new Held<T>(value)), nameof(Held<T>.Value));

    private sealed record Held<T>(T Value);

    private sealed class Rebind(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
