using System.Runtime.ExceptionServices;

using Weir.Buckets;
using Weir.DuckDb;
using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Local.Warehouses;

namespace Weir.Local.Reconciliations;

/// <summary>Rows from outside of the warehouse as a table that only one connection sees, and that goes with it.</summary>
internal static class BroughtSide
{
    /// <returns>The table's name.</returns>
    public static string Bring(Rental rental, string side, LoadInput input, Func<StoredObject, string> pathOf, CancellationToken cancellationToken)
    {
        var table = $"temp.weir_{side}";
        try
        {
            switch (input)
            {
                case LoadInput.Rows rows:
                    using (var registration = rental.Connection.RegisterTable(new RowSourceTable(rows.Source)))
                    {
                        Create(rental, table, $"SELECT * FROM {registration.Sql}", cancellationToken);
                    }

                    break;
                case LoadInput.Parquet parquet:
                    Create(rental, table, RowsOf(parquet, pathOf), cancellationToken);
                    break;
            }

            return table;
        }
        catch (DuckDbException error) when (error.InnerException is WeirException)
        {
            // What the rows' own reader says is said in its words.
            ExceptionDispatchInfo.Throw(error.InnerException);
            throw;
        }
    }

    private static string RowsOf(LoadInput.Parquet parquet, Func<StoredObject, string> pathOf)
    {
        var columns = parquet.Table.Columns is { } declared
            ? string.Join(", ", declared.Select(c => $"CAST({DuckDbIdentifier.Quote(c.Path.Steps is [Tables.PathStep.Member member] ? member.Name : c.Name)} AS {ColumnTypes.SqlOf(c.Type)}) AS {DuckDbIdentifier.Quote(c.Name)}"))
            : "*";
        return $"SELECT {columns} FROM read_parquet([{string.Join(", ", parquet.Files.Select(file => DuckDbLiteral.Quote(pathOf(file.Object))))}], union_by_name = true)";
    }

    private static void Create(Rental rental, string table, string rows, CancellationToken cancellationToken)
    {
        using var command = rental.Connection.CreateCommand($"CREATE TEMP TABLE {TableName.Quote(table)} AS {rows}");
        using var cancelled = cancellationToken.Register(command.Cancel);
        command.ExecuteNonQuery();
    }
}
