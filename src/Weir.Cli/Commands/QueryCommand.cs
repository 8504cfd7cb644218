using System.CommandLine;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Queries;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir query "SQL"</c>.</summary>
internal sealed class QueryCommand : OperationsCommand
{
    private const string StandardInput = "-";

    private readonly Argument<string> _sql = new("sql")
    {
        Description = "The SQL, in quotes; '-' reads it from standard input.",
        HelpName = "\"SQL\"",
    };

    private readonly Option<QueryFormat> _format = new("--format", "-f")
    {
        Description = "How the answer is printed: table, csv or json.",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => QueryFormat.Table,
        CustomParser = result => Enum.TryParse<QueryFormat>(result.Tokens[0].Value, ignoreCase: true, out var format)
            && Enum.IsDefined(format) && char.IsLetter(result.Tokens[0].Value[0])
                ? format
                : Wrong(result),
    };

    public QueryCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("query", "Asks the warehouse, also while 'weir up' runs.", terminal, common, access)
    {
        Synopsis = "\"SQL\"";
        Remarks =
            "The SQL is DuckDB's. In CSV a NULL is nothing and an empty text is \"\"; in a table it reads NULL. Nested values are\n"
            + "JSON, times ISO 8601, decimals exact. Weir's own tables are weir.load_history and weir.quarantine.";
        Examples =
        [
            new("weir query \"FROM orders LIMIT 10\"", "ten rows"),
            new("weir query \"SELECT * FROM orders\" --format csv > orders.csv", "all of them"),
            new("weir query \"SELECT status, count(*) FROM weir.load_history GROUP BY ALL\"", "how the loads went"),
            new("weir query - < report.sql", "a longer text"),
        ];
        Arguments.Add(_sql);
        Options.Add(_format);
        Options.Add(common.Json);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var sql = call.GetRequiredValue(_sql);
        if (sql == StandardInput)
        {
            using var reader = new StreamReader(Terminal.Input, leaveOpen: true);
            sql = await reader.ReadToEndAsync(cancellationToken);
        }

        await using var answer = await opened.Operations.QueryAsync(sql, cancellationToken);
        var format = call.GetValue(Common.Json) ? QueryFormat.Json : call.GetValue(_format);
        await new QueryPrinter(Terminal, answer).PrintAsync(format, cancellationToken);
        return ExitCodes.Fine;
    }

    private static QueryFormat Wrong(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"--format takes table, csv or json, not '{result.Tokens[0].Value}'.");
        return default;
    }
}
