using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

/// <summary>Short ways to ask a connection.</summary>
internal static class Rows
{
    public static DuckDbConnection InMemory()
    {
        var connection = new DuckDbConnection("Data Source=:memory:");
        connection.Open();
        return connection;
    }

    extension(DuckDbConnection connection)
    {
        public object? Scalar(string sql, params object?[] parameters)
        {
            using var command = connection.CreateCommand(sql);
            foreach (var parameter in parameters)
            {
                command.Parameters.AddValue(parameter);
            }

            return command.ExecuteScalar();
        }
    }
}
