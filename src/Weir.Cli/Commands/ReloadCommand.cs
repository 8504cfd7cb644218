using System.CommandLine;
using System.CommandLine.Parsing;

using Weir.Buckets;
using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir reload FILE... | --load LOAD... | --since TIME --until TIME</c>.</summary>
internal sealed class ReloadCommand : OperationsCommand
{
    /// <summary>Files whose rows a dry run compares at a time: they are loaded together, and other loads wait meanwhile.</summary>
    private const int MostPreviewed = 10_000;

    private readonly Argument<string[]> _files = new("files")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "The files, as BUCKET/KEY or as patterns.",
        HelpName = "FILE...",
    };

    private readonly Option<long[]> _loads = new("--load")
    {
        Arity = new ArgumentArity(1, 10_000),
        AllowMultipleArgumentsPerToken = true,
        Description = "The files of these loads, into the tables of the loads.",
        HelpName = "LOAD...",
        CustomParser = Ids.Parse("--load", "weir loads"),
    };

    private readonly Option<DateTimeOffset?> _since = Instants.Option("--since", "Only files that landed then or later, in UTC when not said otherwise.");

    private readonly Option<DateTimeOffset?> _until = Instants.Option("--until", "Only files that landed before.");

    private readonly Option<string?> _table = new("--table") { Description = "Only into this table.", HelpName = "TABLE" };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Lists which files would be loaded into which table and which rows that would add, change and remove; changes nothing.",
    };

    public ReloadCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("reload", "Has tables load files again that do not stand in them, from where they are.", terminal, common, access)
    {
        Synopsis = "FILE... | --load LOAD... | --since TIME --until TIME";
        Remarks =
            "Files are loaded whose load failed, that were unloaded, or that were never loaded, such as those that landed before\n"
            + "their table was declared. A file whose content stands in the table loads nothing. Pipelines are not run again.";
        Examples =
        [
            new("weir reload 'raw/orders/**'", "all files under a prefix that their tables lack"),
            new("weir reload --load 17", "the file of a load that failed or was unloaded"),
            new("weir reload --since 2026-11-01 --until 2026-11-08 --table orders --dry-run", "what of a week a table lacks"),
        ];
        Arguments.Add(_files);
        Options.Add(_loads);
        Options.Add(_since);
        Options.Add(_until);
        Options.Add(_table);
        Options.Add(_dryRun);
        Options.Add(common.Json);
        Validators.Add(Validate);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var (files, found) = (new List<ReloadedFile>(), 0L);
        var (bytes, standing) = (0L, 0L);
        using (var progress = new StatusLine(Terminal))
        {
            foreach (var selection in await SelectionsOf(call, opened.Operations, cancellationToken))
            {
                var (matches, takers) = (0L, 0L);
                for (var next = selection; next is not null;)
                {
                    var page = await opened.Operations.ReloadAsync(next, cancellationToken);
                    files.AddRange(page.Files);
                    bytes += page.Files.Sum(file => file.Size);
                    (matches, takers, standing) = (matches + page.Found, takers + page.Taken, standing + page.Taken - page.Files.Count);
                    progress.Show($"{Quantity.Of(found + matches, "file")} looked at, {Quantity.Count(files.Count)} to load, {Quantity.Size(bytes)}");
                    next = page.Next is null ? null : next with { After = page.Next };
                }

                found += matches;
                CheckFound(call, selection, matches, takers);
            }
        }

        var previews = call.GetValue(_dryRun) ? await PreviewAsync(opened.Operations, files, cancellationToken) : [];
        Print(call, opened, files, previews, bytes, standing);
        return ExitCodes.Fine;
    }

    private async Task<IReadOnlyList<PreviewedLoad>> PreviewAsync(
        IOperations operations, List<ReloadedFile> files, CancellationToken cancellationToken)
    {
        var previews = new List<PreviewedLoad>();
        using var progress = new StatusLine(Terminal);
        foreach (var table in files.GroupBy(file => file.Table).OrderBy(table => table.Key, StringComparer.Ordinal).Where(table => table.Count() <= MostPreviewed))
        {
            progress.Show($"comparing rows of {Quantity.Of(table.Count(), "file")} with {table.Key}");
            previews.Add(await operations.PreviewAsync(table.Key, [.. table.Select(file => NameOf(file.File))], cancellationToken));
        }

        return previews;
    }

    private static ObjectName NameOf(string file) => file.Split('/', 2) is [var bucket, var key] ? new ObjectName(bucket, key) : new ObjectName(file, "");

    /// <summary>What was named has to be there. A time in which nothing landed is no mistake.</summary>
    private void CheckFound(ParseResult call, ReloadSelection selection, long matches, long takers)
    {
        if (call.GetValue(_files) is not { Length: > 0 })
        {
            return;
        }

        if (matches == 0 && selection is { Since: null, Until: null })
        {
            throw new RefusedException(new Failure(
                "WEIR7014", $"No object matches '{selection.File}'.", "See what is there with 'weir ls'; quote patterns, so that the shell leaves them alone."));
        }

        if (matches > 0 && takers == 0)
        {
            throw new RefusedException(new Failure(
                "WEIR6025",
                $"{(selection.Table is { } table ? $"{table} takes none" : "No table takes any")} of the files that match '{selection.File}'.",
                "Name files that a table's source takes."));
        }
    }

    private async Task<IReadOnlyList<ReloadSelection>> SelectionsOf(
        ParseResult call, IOperations operations, CancellationToken cancellationToken)
    {
        var every = new ReloadSelection
        {
            Since = call.GetValue(_since),
            Until = call.GetValue(_until),
            Table = call.GetValue(_table),
            IsDryRun = call.GetValue(_dryRun),
        };
        if (call.GetValue(_loads) is { Length: > 0 } loads)
        {
            return [.. loads.Distinct().Select(load => every with { Load = load })];
        }

        IEnumerable<string> files = call.GetValue(_files) is { Length: > 0 } named
            ? named
            : (await operations.StatusAsync(cancellationToken)).Buckets.Select(bucket => $"{bucket.Name}/**");
        return [.. files.Distinct().Select(file => every with { File = file })];
    }

    private void Print(ParseResult call, OpenedEnvironment opened, List<ReloadedFile> files, IReadOnlyList<PreviewedLoad> previews, long bytes, long standing)
    {
        var isDryRun = call.GetValue(_dryRun);
        if (call.GetValue(Common.Json) && isDryRun)
        {
            RecordPrinter.PrintJson(Terminal, new ReloadPreview(files, previews), OperationsJson.Default.ReloadPreview);
            return;
        }

        if (call.GetValue(Common.Json))
        {
            RecordPrinter.PrintJson(Terminal, files, OperationsJson.Default.ReloadedFile);
            return;
        }

        if (isDryRun && files.Count > 0)
        {
            RecordPrinter.PrintGrid(
                Terminal,
                files,
                [
                    new("table", f => f.Table, Role: ColumnRole.Yields),
                    new("file", f => f.File, Role: ColumnRole.Yields),
                    new("size", f => Quantity.Size(f.Size, Terminal), AlignsRight: true),
                    new("landed", f => new Cell(Quantity.Time(f.LandedAt, Terminal), Tone.Quiet)),
                    new("before", f => new Cell(f.Before, Tone.Quiet)),
                ]);
        }

        var ink = Terminal.Ink;
        var rest = standing > 0 ? ink.Dim($", {Quantity.Count(standing)} passed over: they stand there, or newer ones do") : "";
        foreach (var line in files.GroupBy(file => file.Table).OrderBy(table => table.Key, StringComparer.Ordinal).Select(table =>
            $"{Quantity.Of(table.Count(), "file")} into {table.Key} {ink.Dim($"({Quantity.Size(table.Sum(file => file.Size))})")}"))
        {
            Terminal.Out.WriteLine($"{ink.Green(isDryRun ? "would reload" : "reload")} {line}");
        }

        Terminal.Out.WriteLine($"{Quantity.Of(files.Count, "file")} to load, {Quantity.Size(bytes)}{rest}");
        foreach (var preview in previews)
        {
            DiffPrinter.Print(Terminal, preview.Diffs);
            if (preview.FilesFailed > 0 || preview.RowsQuarantined > 0)
            {
                Terminal.Out.WriteLine(ink.Yellow(
                    $"{preview.Table}: {Quantity.Of(preview.RowsQuarantined, "row")} refused, {Quantity.Of(preview.FilesFailed, "file")} would fail"));
            }
        }

        if (isDryRun && files.GroupBy(file => file.Table).Any(table => table.Count() > MostPreviewed))
        {
            Terminal.Out.WriteLine(ink.Dim($"Rows are compared for {Quantity.Count(MostPreviewed)} files of a table at most: name fewer files to see them."));
        }

        if (!isDryRun && files.Count > 0)
        {
            UpHint.Print(Terminal, opened.IsServed, "They wait", inPipes: true);
        }
    }

    private void Validate(CommandResult call)
    {
        var hasFiles = call.GetResult(_files) is { Tokens.Count: > 0 };
        var hasLoads = call.GetResult(_loads) is { Implicit: false };
        var hasTimes = call.GetResult(_since) is { Implicit: false } || call.GetResult(_until) is { Implicit: false };
        if (!hasFiles && !hasLoads && !hasTimes)
        {
            call.AddError("'weir reload' needs FILE..., --load LOAD... or --since TIME.");
        }
        else if (hasLoads && (hasFiles || hasTimes || call.GetResult(_table) is { Implicit: false }))
        {
            call.AddError("--load says which file and which table: it goes with no FILE, --table, --since or --until.");
        }
    }
}
