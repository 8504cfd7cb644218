namespace Weir.Engine.Warehouses.Sql;

/// <summary>Takes a SQL text apart, as DuckDB and PostgreSQL do it: comments, quotes and dollars are seen, and what is in them is not.</summary>
internal static class SqlText
{
    /// <summary>The statements of a text, each as its tokens. Empty ones are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<SqlToken>> Statements(string sql)
    {
        var all = new List<IReadOnlyList<SqlToken>>();
        var current = new List<SqlToken>();
        foreach (var token in Tokens(sql))
        {
            if (token.IsSign(';') && token.Depth == 0)
            {
                Close();
            }
            else
            {
                current.Add(token);
            }
        }

        Close();
        return all;

        void Close()
        {
            if (current.Count > 0)
            {
                all.Add(current);
                current = [];
            }
        }
    }

    private static IEnumerable<SqlToken> Tokens(string sql)
    {
        var depth = 0;
        for (var at = 0; at < sql.Length;)
        {
            var (start, sign) = (at, sql[at]);
            if (char.IsWhiteSpace(sign))
            {
                at++;
            }
            else if (EndOfComment(sql, at) is { } end)
            {
                at = end;
            }
            else if (sign is '\'' or '"')
            {
                at = EndOfQuotes(sql, at, escapes: sign == '\'' && at > 0 && sql[at - 1] is 'e' or 'E' && (at < 2 || !IsOfWord(sql[at - 2])));
                yield return sign == '"'
                    ? new SqlToken(SqlTokenKind.Name, sql[(start + 1)..Math.Max(start + 1, at - 1)].Replace("\"\"", "\"", StringComparison.Ordinal), depth)
                    : new SqlToken(SqlTokenKind.Value, "", depth);
            }
            else if (sign == '$' && EndOfDollars(sql, at) is { } close)
            {
                at = close;
                yield return new SqlToken(SqlTokenKind.Value, "", depth);
            }
            else if (IsOfWord(sign))
            {
                while (at < sql.Length && (IsOfWord(sql[at]) || sql[at] == '$'))
                {
                    at++;
                }

                yield return new SqlToken(SqlTokenKind.Word, sql[start..at], depth);
            }
            else
            {
                at++;
                depth = sign == ')' ? Math.Max(0, depth - 1) : depth;
                yield return new SqlToken(SqlTokenKind.Sign, sign.ToString(), depth);
                depth = sign == '(' ? depth + 1 : depth;
            }
        }
    }

    private static bool IsOfWord(char sign) => char.IsLetterOrDigit(sign) || sign == '_' || sign > '\u007F';

    private static int? EndOfComment(string sql, int at)
    {
        if (string.CompareOrdinal(sql, at, "--", 0, 2) == 0)
        {
            var line = sql.IndexOf('\n', at);
            return line < 0 ? sql.Length : line + 1;
        }

        if (string.CompareOrdinal(sql, at, "/*", 0, 2) != 0)
        {
            return null;
        }

        var open = 1;
        for (at += 2; at < sql.Length && open > 0;)
        {
            var step = string.CompareOrdinal(sql, at, "/*", 0, 2) == 0 ? 1 : string.CompareOrdinal(sql, at, "*/", 0, 2) == 0 ? -1 : 0;
            open += step;
            at += step == 0 ? 1 : 2;
        }

        return at;
    }

    private static int EndOfQuotes(string sql, int at, bool escapes)
    {
        var quote = sql[at++];
        while (at < sql.Length)
        {
            if (escapes && sql[at] == '\\')
            {
                at += 2;
            }
            else if (sql[at] != quote)
            {
                at++;
            }
            else if (at + 1 < sql.Length && sql[at + 1] == quote)
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        return sql.Length;
    }

    /// <summary>Behind a text such as <c>$$it's$$</c> or <c>$tag$it's$tag$</c>; none when no such text begins here.</summary>
    private static int? EndOfDollars(string sql, int at)
    {
        var tag = sql.IndexOf('$', at + 1);
        if (tag < 0 || !sql.AsSpan(at + 1, tag - at - 1).ToString().All(IsOfWord) || (tag > at + 1 && char.IsDigit(sql[at + 1])))
        {
            return null;
        }

        var mark = sql[at..(tag + 1)];
        var end = sql.IndexOf(mark, tag + 1, StringComparison.Ordinal);
        return end < 0 ? null : end + mark.Length;
    }
}
