using Weir.Engine.Warehouses.Sql;
using Weir.Failures;

namespace Weir.Local.Warehouses.Statements;

/// <summary>
/// Says which statements a step may run: those that read, and those that change tables of the user's own. What loads keep (the schema
/// <c>weir</c>, the tables that the project declares and their child tables) is theirs alone.
/// </summary>
/// <remarks>It keeps people from a mistake, and is no wall: who writes a project may do what he likes with its warehouse.</remarks>
/// <param name="declared">The tables that the project declares.</param>
internal sealed class StatementGuard(IReadOnlyCollection<string> declared)
{
    private const string Own = "weir";

    private static readonly string[] Reading = ["select", "from", "values", "show", "describe", "desc", "summarize", "table", "pivot", "unpivot"];
    private static readonly string[] Changing = ["insert", "update", "delete", "merge"];
    private static readonly string[] Things = ["table", "view", "schema", "sequence", "macro", "function", "type", "index"];

    /// <summary>Whether a statement reads alone.</summary>
    /// <exception cref="RefusedException">WEIR6611: it is not for steps.</exception>
    public bool Reads(IReadOnlyList<SqlToken> statement)
    {
        var tokens = new Cursor(statement);
        if (tokens.Take("explain"))
        {
            tokens.SkipParentheses();
            tokens.Take("analyze");
        }

        if (tokens.Here.IsSign('(') || Reading.Any(tokens.Here.Is))
        {
            return true;
        }

        if (tokens.Here.Is("with") && !tokens.SkipTo(Changing))
        {
            return true;
        }

        CheckTargets(tokens);
        return false;
    }

    private void CheckTargets(Cursor tokens)
    {
        var verb = tokens.Here.Text;
        switch (verb.ToLowerInvariant())
        {
            case "insert":
                tokens.SkipTo(["into"]);
                CheckNames(tokens.Next(), verb, isSchema: false);
                break;
            case "merge" or "delete":
                tokens.Next().Take("into");
                tokens.Take("from");
                CheckNames(tokens, verb, isSchema: false);
                break;
            case "update":
                CheckNames(tokens.Next(), verb, isSchema: false);
                break;
            case "truncate":
                tokens.Next().Take("table");
                CheckNames(tokens, verb, isSchema: false);
                break;
            case "create" or "drop" or "alter":
                CheckThing(tokens.Next(), verb);
                break;
            case "comment" or "analyze":
                break;
            default:
                throw Refused(
                    $"{verb.ToUpperInvariant()} is not for a step",
                    "Steps may SELECT, and change tables of your own with INSERT, UPDATE, DELETE, MERGE, TRUNCATE, CREATE, ALTER and DROP; an 'export' step writes files.");
        }
    }

    private void CheckThing(Cursor tokens, string verb)
    {
        var said = verb;
        while (!Things.Any(tokens.Here.Is))
        {
            if (tokens.IsAtEnd || tokens.Here.Is("secret") || tokens.Here.Is("database"))
            {
                throw Refused($"{said.ToUpperInvariant()} {tokens.Here.Text.ToUpperInvariant()} is not for a step", "Steps make tables, views, schemas, sequences, macros, types and indexes.");
            }

            tokens.Next();
        }

        var isSchema = tokens.Here.Is("schema");
        if (tokens.Here.Is("index") && verb.Equals("create", StringComparison.OrdinalIgnoreCase))
        {
            tokens.SkipTo(["on"]);
        }

        tokens.Next();
        if (tokens.Take("if"))
        {
            tokens.Take("not");
            tokens.Take("exists");
        }

        CheckNames(tokens, verb, isSchema);
    }

    /// <summary>A name, or several with commas between them.</summary>
    private void CheckNames(Cursor tokens, string verb, bool isSchema)
    {
        do
        {
            Check(tokens.TakeName(), verb, isSchema);
        }
        while (tokens.TakeSign(','));
    }

    private void Check(List<string> name, string verb, bool isSchema)
    {
        if (name.Count == 0)
        {
            return;
        }

        var (schema, last) = (name.Count > 1 ? name[^2] : "main", name[^1]);
        if (IsSame(schema, Own) || (isSchema && (IsSame(last, Own) || IsSame(last, "main"))))
        {
            throw Refused($"{verb.ToUpperInvariant()} would change what Weir keeps for itself in the schema {Own}", "Make tables and schemas of your own.");
        }

        if (!isSchema && IsSame(schema, "main")
            && declared.FirstOrDefault(table => IsSame(last, table) || last.StartsWith(table + "__", StringComparison.OrdinalIgnoreCase)) is { } table)
        {
            throw Refused(
                $"{verb.ToUpperInvariant()} would change the table {last}, whose rows belong to the loads of '{table}'",
                "Make a table of your own from it, such as CREATE OR REPLACE TABLE … AS SELECT … FROM " + last + ".");
        }
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static RefusedException Refused(string what, string hint) => new(new Failure("WEIR6611", $"The SQL is not run: {what}.", hint));

    /// <summary>Walks over the tokens of a statement.</summary>
    private sealed class Cursor(IReadOnlyList<SqlToken> tokens)
    {
        private int _at;

        public bool IsAtEnd => _at >= tokens.Count;

        public SqlToken Here => IsAtEnd ? new SqlToken(SqlTokenKind.Value, "", 0) : tokens[_at];

        public Cursor Next()
        {
            _at++;
            return this;
        }

        public bool Take(string keyword)
        {
            var stands = Here.Is(keyword);
            _at += stands ? 1 : 0;
            return stands;
        }

        public bool TakeSign(char sign)
        {
            var stands = Here.IsSign(sign);
            _at += stands ? 1 : 0;
            return stands;
        }

        /// <summary>Goes to the next of some keywords outside of parentheses.</summary>
        /// <returns>False when there is none; it stands where it stood.</returns>
        public bool SkipTo(string[] keywords)
        {
            for (var at = _at; at < tokens.Count; at++)
            {
                if (tokens[at].Depth == 0 && keywords.Any(tokens[at].Is))
                {
                    _at = at;
                    return true;
                }
            }

            return false;
        }

        public void SkipParentheses()
        {
            if (Here.IsSign('('))
            {
                while (!IsAtEnd && !(Here.IsSign(')') && Here.Depth == 0))
                {
                    _at++;
                }

                _at++;
            }
        }

        /// <summary>A name with the names before its dots.</summary>
        public List<string> TakeName()
        {
            var parts = new List<string>();
            while (Here.Kind is SqlTokenKind.Word or SqlTokenKind.Name)
            {
                parts.Add(Here.Text);
                Next();
                if (!TakeSign('.'))
                {
                    break;
                }
            }

            return parts;
        }
    }
}
