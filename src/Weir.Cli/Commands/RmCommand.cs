using System.CommandLine;

using Weir.Buckets;
using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary><c>weir rm BUCKET/KEY...</c>.</summary>
internal sealed class RmCommand : OperationsCommand
{
    private const int Page = 1_000;

    private readonly Argument<string[]> _names = new("objects")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "The objects, or prefixes with --recursive.",
        HelpName = "BUCKET/KEY...",
    };

    private readonly Option<bool> _recursive = new("--recursive", "-r")
    {
        Description = "Removes every object whose key starts with the given one.",
    };

    public RmCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("rm", "Removes objects. What was loaded from them stays.", terminal, common, access)
    {
        Synopsis = "BUCKET/KEY...";
        Examples =
        [
            new("weir rm raw/orders/1.json", "one object"),
            new("weir rm --recursive raw/orders/2025", "all whose keys start with orders/2025"),
        ];
        Arguments.Add(_names);
        Options.Add(_recursive);
    }

    protected override void Check(ParseResult call)
    {
        foreach (var name in call.GetRequiredValue(_names))
        {
            if (Target.Parse(name).IsPrefix && !call.GetValue(_recursive))
            {
                throw new RefusedException(new Failure(
                    "WEIR1005", $"'{name}' names no object.", $"'weir rm --recursive {name}' removes all that it stands for; 'weir ls {name}' lists it."));
            }
        }
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var places = call.GetRequiredValue(_names);
        var (removed, asked) = (0, 0);
        if (call.GetValue(_recursive))
        {
            foreach (var place in places.Select(Target.Parse))
            {
                removed += await RemoveAllAsync(place, opened.Operations, cancellationToken);
            }
        }
        else
        {
            var names = places.Select(Target.ParseObject).ToList();
            removed = await opened.Operations.RemoveAsync(names, cancellationToken);
            asked = names.Count;
        }

        Terminal.Out.WriteLine($"{Terminal.Ink.Green("removed")} {Quantity.Of(removed, "object")}");
        return removed >= asked
            ? ExitCodes.Fine
            : throw new RefusedException(new Failure(
                "WEIR1006",
                $"{Quantity.Count(asked - removed)} of {Quantity.Of(asked, "object")} {(asked - removed == 1 ? "was" : "were")} not there.",
                "See what is there with 'weir ls'."));
    }

    private static async Task<int> RemoveAllAsync(Target place, IOperations operations, CancellationToken cancellationToken)
    {
        var removed = 0;
        string? after = null;
        while (true)
        {
            var page = await operations.ListObjectsAsync(place.Bucket, place.Key, after, Page, cancellationToken);
            removed += await operations.RemoveAsync(
                [.. page.Select(found => new ObjectName(found.Bucket, found.Key))], cancellationToken);
            if (page.Count < Page)
            {
                return removed;
            }

            after = page[^1].Key;
        }
    }
}
