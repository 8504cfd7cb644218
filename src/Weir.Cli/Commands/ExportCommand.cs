using System.CommandLine;
using System.CommandLine.Parsing;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir export TABLE|--query SQL BUCKET/KEY|BUCKET/PREFIX/</c>.</summary>
internal sealed class ExportCommand : OperationsCommand
{
    private readonly Argument<string[]> _words = new("words")
    {
        Arity = new ArgumentArity(1, 2),
        Description = "The table, without --query; then the file, or with a slash at its end the prefix below which files land.",
        HelpName = "[TABLE] BUCKET/KEY|BUCKET/PREFIX/",
    };

    private readonly Option<string?> _query = new("--query", "-q")
    {
        Description = "The rows that this query gives, in place of those of a table.",
        HelpName = "\"SQL\"",
    };

    private readonly Option<string?> _format = new("--format", "-f")
    {
        Description = "csv, json or parquet. By the key's ending when it is not given; Parquet below a prefix.",
        HelpName = "FORMAT",
    };

    private readonly Option<string[]> _partitionBy = new("--partition-by")
    {
        Description = "Parts files by the values of these columns, into folders such as region=EU/.",
        HelpName = "COLUMN,...",
        CustomParser = typed => [.. typed.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
    };

    private readonly Option<bool> _replace = new("--replace")
    {
        Description = "All that is below the prefix goes in the moment in which the files land.",
    };

    public ExportCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("export", "Writes a table, or the rows of a query, to a bucket as CSV, JSON or Parquet.", terminal, common, access)
    {
        Synopsis = "[TABLE] BUCKET/KEY|BUCKET/PREFIX/";
        Remarks = "The rows are those of one moment, whatever is loaded meanwhile, and all files are there at once or none is. Each has its\n"
            + "event. Of a table, the columns that Weir adds are left out; a query may name them.";
        Examples =
        [
            new("weir export orders curated/exports/orders.csv", "one file, which takes the place of the one before"),
            new("weir export orders curated/orders/ --partition-by region,year --replace", "Parquet in folders, in place of all that was there"),
            new("weir export --query \"SELECT sku, sum(quantity) AS sold FROM orders GROUP BY sku\" curated/sold.json", "what a query gives"),
        ];
        Arguments.Add(_words);
        Options.Add(_query);
        Options.Add(_format);
        Options.Add(_partitionBy);
        Options.Add(_replace);
        Options.Add(common.Json);
        Validators.Add(Validate);
    }

    protected override void Check(ParseResult call) => Target.Parse(call.GetRequiredValue(_words)[^1]);

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var words = call.GetRequiredValue(_words);
        var done = await opened.Operations.ExportAsync(
            new ExportOrder
            {
                Table = words.Length == 2 ? words[0] : null,
                Query = call.GetValue(_query),
                To = words[^1],
                Format = call.GetValue(_format),
                PartitionBy = call.GetValue(_partitionBy) ?? [],
                Replace = call.GetValue(_replace),
            },
            cancellationToken);
        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, done, OperationsJson.Default.ListedExport);
            return ExitCodes.Fine;
        }

        var replaced = done.Replaced == 0 ? "" : $", in place of {Quantity.Of(done.Replaced, "object")}";
        Terminal.Out.WriteLine(
            $"{Terminal.Ink.Green("exported")} {Quantity.Of(done.Rows, "row")} to {TextWidth.OneLine(done.Objects is [var one] ? $"{one.Bucket}/{one.Key}" : words[^1])} "
            + Terminal.Ink.Dim($"({Quantity.Of(done.Objects.Count, "object")}, {Quantity.Size(done.Objects.Sum(o => o.Size))}{replaced})"));
        return ExitCodes.Fine;
    }

    private void Validate(CommandResult call)
    {
        var hasQuery = call.GetResult(_query) is { Implicit: false };
        var count = call.GetResult(_words)?.Tokens.Count ?? 0;
        if (count > 0 && (count == 2) == hasQuery)
        {
            call.AddError(hasQuery
                ? "With --query, name only where the rows go: BUCKET/KEY or BUCKET/PREFIX/."
                : "'weir export' needs a table, or --query SQL, and where the rows go: TABLE BUCKET/KEY.");
        }
    }
}
