using System.Data.Common;

namespace Weir.DuckDb;

/// <summary>Makes the provider's objects for code that knows <see cref="System.Data.Common"/> only.</summary>
public sealed class DuckDbProviderFactory : DbProviderFactory
{
    private DuckDbProviderFactory()
    {
    }

    /// <summary>The only factory.</summary>
    public static DuckDbProviderFactory Instance { get; } = new();

    /// <inheritdoc/>
    public override DbConnection CreateConnection() => new DuckDbConnection();

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new DuckDbCommand();

    /// <inheritdoc/>
    public override DbParameter CreateParameter() => new DuckDbParameter();
}
