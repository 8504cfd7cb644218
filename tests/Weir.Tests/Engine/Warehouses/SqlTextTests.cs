using Weir.Engine.Warehouses.Sql;

namespace Weir.Tests.Engine.Warehouses;

/// <summary>A SQL text is taken apart where a database would do it.</summary>
public class SqlTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(";; -- nothing", "")]
    [InlineData("select 1; select 2;", "select 1|select 2")]
    [InlineData("select 'a;b' -- c;d\n; x", "select ''|x")]
    [InlineData("select 'it''s;' /* a /* b; */ ; */ from t", "select '' from t")]
    [InlineData("select \"a;\"\"b\" from t", "select a;\"b from t")]
    [InlineData("select $$it's;$$, $x$;$$;$x$; y", "select '' , ''|y")]
    [InlineData("select $1, 'a'", "select $ 1 , ''")]
    [InlineData("select e'it\\'s;'; y", "select e ''|y")]
    [InlineData("select name'it\\'; y", "select name ''|y")]
    [InlineData("f(a; b); c", "f ( a ; b )|c")]
    [InlineData("select 'open; x", "select ''")]
    [InlineData("größe; x", "größe|x")]
    public void Statements_are_told_apart(string sql, string expected) => Assert.Equal(
        expected,
        string.Join('|', SqlText.Statements(sql).Select(s => string.Join(' ', s.Select(t => t.Kind == SqlTokenKind.Value ? "''" : t.Text)))));
}
