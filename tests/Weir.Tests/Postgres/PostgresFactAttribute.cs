namespace Weir.Tests.Postgres;

/// <summary>A test that needs PostgreSQL's programs, and is skipped where there are none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Programs is null ? "PostgreSQL is not installed here: .ci/run installs it." : null;
}
