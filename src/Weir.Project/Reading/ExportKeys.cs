using Weir.Exports;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that exports rows.</summary>
internal static class ExportKeys
{
    private static readonly Key<string> Table = new(
        "table", "The table whose rows are written, without the columns that Weir adds.", Scalars.Text("a table of the project"))
    {
        Example = "orders",
    };

    private static readonly Key<string> Query = new("query", "One SELECT whose rows are written.", Scalars.Text("a query"))
    {
        Example = "SELECT region, sum(amount) AS amount FROM orders GROUP BY region",
    };

    private static readonly Key<HandlebarsTemplate> To = new(
        "to", "The file, as bucket/key, or with a slash at its end the prefix below which files land.", ObjectTemplates.ObjectOrPrefix)
    {
        IsRequired = true,
        Example = "curated/exports/orders.csv",
    };

    private static readonly Key<FileFormat> Format = new(
        "format", "How files are written. By the key's ending when it is not there; Parquet below a prefix.", Scalars.Choice(FileFormats.Words, []));

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> PartitionBy = new(
        "partition_by",
        "The columns by whose values files are parted, into folders such as region=EU/.",
        new ListShape<string>("column", Scalars.Text("a column")))
    {
        Example = "[region]",
    };

    private static readonly Key<bool> Replace = new(
        "replace", "Whether all that is below the prefix goes in the moment in which the files land; it must be empty otherwise.", Scalars.Boolean)
    {
        Default = "false",
    };

    /// <summary>The step's key; what it makes has no name yet.</summary>
    public static Key<StepDefinition.Export> Step { get; } = new(
        "export",
        "Writes rows of the warehouse to a bucket, as they stand at one moment: all files at once.",
        new RecordShape<StepDefinition.Export>([Table, Query, To, Format, PartitionBy, Replace], Build) { ExactlyOneOf = [Table, Query] });

    private static StepDefinition.Export? Build(Fields fields, ReadingContext reading)
    {
        var to = fields.Get(To);
        var isParted = fields.TryGet(PartitionBy, out var columns);
        if (isParted && !to.LiteralEnd.EndsWith('/') && fields.NodeOf(To) is { } node)
        {
            reading.Wrong(
                node, "WEIR2803", $"{reading.Label} names one file, and what is parted by columns becomes many.", "Name a prefix, with a slash at its end.");
            return null;
        }

        return new StepDefinition.Export(
            new ExportDefinition
            {
                Table = fields.TryGet(Table, out var table) ? table : null,
                Query = fields.TryGet(Query, out var query) ? query : null,
                Format = fields.TryGet(Format, out var format) ? format : null,
                PartitionBy = isParted ? [.. columns!.Select(column => column.Value)] : [],
                Replace = fields.Get(Replace, false),
            },
            to)
        {
            Name = "",
        };
    }
}
