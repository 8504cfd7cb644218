using System.CommandLine;

using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Server.Operations;

namespace Weir.Cli.Commands;

/// <summary>What the commands about datasets have in common.</summary>
internal static class Datasets
{
    /// <summary>The word before their names.</summary>
    public const string Group = "dataset";

    public static Argument<string> Root() => new("root")
    {
        Description = "Where datasets are: they are called BUCKET/PREFIX/datasets/NAME/.",
        HelpName = "BUCKET/PREFIX",
    };

    /// <summary>A dataset and its size, on one line.</summary>
    public static string About(ListedDataset dataset, Terminal terminal) =>
        $"{dataset.Bucket}/{dataset.Prefix}{dataset.Name}/ "
        + terminal.Ink.Dim($"({Quantity.Of(dataset.Objects, "object")}, {Quantity.Size(dataset.Bytes)})");
}
