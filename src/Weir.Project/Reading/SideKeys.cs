using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Reconciliations;

namespace Weir.Project.Reading;

/// <summary>The keys of one side of a reconciliation.</summary>
internal static class SideKeys
{
    private static readonly Key<string> Query = new(
        "query", "A query whose rows are the side: over the warehouse, or in the words of the `connection`.", Scalars.Text("a SELECT"))
    {
        Example = "SELECT * FROM orders_raw WHERE NOT is_test",
    };

    private static readonly Key<string> Connection = new(
        "connection",
        "The connection that the query is for.",
        new ScalarShape<string>(new Description("string", "the name of a connection"), ConnectionNames.TryRead))
    {
        Default = "the warehouse",
        Example = "billing",
    };

    private static readonly Key<IReadOnlyList<ObjectPatterns.SourcePattern>> Files = new(
        "files", "Files in buckets whose rows are the side: a pattern, or several. They are read as a table would read them.", ObjectPatterns.OneOrMore)
    {
        Example = "raw/billing/**.csv",
    };

    /// <summary>A side: the name of a table, or a map that says what else it is.</summary>
    public static EitherShape<ReconciliationSide> Shape { get; } = new(
        new ScalarShape<ReconciliationSide>(new Description("string", "the name of a table"), TryReadTable),
        new RecordShape<ReconciliationSide>([Query, Connection, Files, .. TableKeys.OfContents], Build)
        {
            ExactlyOneOf = [Query, Files],
        });

    private static ReconciliationSide? Build(Fields fields, ReadingContext reading)
    {
        if (fields.TryGet(Query, out var query))
        {
            if (TableKeys.OfContents.FirstOrDefault(fields.Has) is { } stray)
            {
                reading.Wrong(fields.NameOf(stray), "WEIR2707", $"{reading.Label} is a query and has '{stray.Name}', which is for files.", "Remove the key, or name the 'files'.");
                return null;
            }

            return fields.IsWrong(Connection) ? null : new ReconciliationSide(query, IsQuery: true) { Connection = fields.TryGet(Connection, out var name) ? name : null };
        }

        if (fields.Has(Connection))
        {
            reading.Wrong(fields.NameOf(Connection), "WEIR2707", $"{reading.Label} is of files and has a 'connection', which is for queries.", "Remove one of the two.");
            return null;
        }

        return TableKeys.BuildFiles(fields.Get(Files), fields, reading) is { } files ? new ReconciliationSide("", IsQuery: false) { Files = files } : null;
    }

    private static bool TryReadTable(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out ReconciliationSide value)
    {
        value = new ReconciliationSide(scalar.Text, IsQuery: false);
        return DeclaredTables.Check(scalar, reading, $"For a table that something else fills, write query: FROM {scalar.Text}.");
    }
}
