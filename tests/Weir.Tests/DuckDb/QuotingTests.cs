using FsCheck;
using FsCheck.Fluent;
using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

public sealed class QuotingTests : IDisposable
{
    private readonly DuckDbConnection _connection = Rows.InMemory();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("select")]
    [InlineData("a\"b")]
    [InlineData("\"; DROP TABLE t; --")]
    [InlineData("with space.and dot")]
    [InlineData("Ünïcode 🦆")]
    public void A_quoted_name_is_just_that_name(string name)
    {
        var quoted = DuckDbIdentifier.Quote(name);
        _connection.Execute($"CREATE TABLE {quoted} ({quoted} INTEGER)");

        Assert.Equal(name, _connection.Scalar("SELECT table_name FROM duckdb_tables()"));
        Assert.Equal(name, _connection.Scalar("SELECT column_name FROM duckdb_columns() WHERE NOT internal"));
    }

    [Fact]
    public void A_quoted_text_is_just_that_text() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>().Filter(s => !s.Get.Contains('\0', StringComparison.Ordinal) && !s.Get.Any(char.IsSurrogate)),
        text => Equals(text.Get, _connection.Scalar($"SELECT {DuckDbLiteral.Quote(text.Get)}"))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_NUL_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DuckDbIdentifier.Quote("a\0b"));
        Assert.Throws<ArgumentException>(() => DuckDbIdentifier.Quote(""));
        Assert.Throws<ArgumentException>(() => DuckDbLiteral.Quote("a\0b"));
    }
}
