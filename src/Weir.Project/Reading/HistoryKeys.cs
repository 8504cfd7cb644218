using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys that say how a table keeps the history of its rows.</summary>
internal static class HistoryKeys
{
    private static readonly HistoryDefinition Usual = new();

    private static readonly Key<string> ValidFrom = new("valid_from", "The column that says since when a row holds.", ColumnName)
    {
        Default = Usual.ValidFrom,
    };

    private static readonly Key<string> ValidTo = new(
        "valid_to", "The column that says until when it did; it has no value in a row that holds still.", ColumnName)
    {
        Default = Usual.ValidTo,
    };

    private static readonly Key<bool> Missing = new(
        "missing",
        "What a file says of the keys that it lacks: nothing with `keep`, as files of changes do; with `close` every file has all rows there "
        + "are, and what it lacks holds no more.",
        Scalars.Choice(new Dictionary<string, bool> { ["keep"] = false, ["close"] = true }, later: []))
    {
        Default = "keep",
    };

    private static readonly Key<HistoryDefinition> History = new(
        "scd2",
        "How the history is kept, for `write_disposition: scd2`.",
        new RecordShape<HistoryDefinition>([ValidFrom, ValidTo, Missing], (fields, _) => new HistoryDefinition
        {
            ValidFrom = fields.Get(ValidFrom, Usual.ValidFrom),
            ValidTo = fields.Get(ValidTo, Usual.ValidTo),
            ClosesMissing = fields.Get(Missing, false),
        }))
    {
        Example = "{ missing: close }",
    };

    /// <summary>The key.</summary>
    public static Key Key => History;

    private static ScalarShape<string> ColumnName => new(
        new Description("string", "the name of a column"),
        (YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out string value) =>
        {
            value = scalar.Text;
            return Names.CheckIdentifier(scalar.Text, scalar, reading);
        });

    /// <summary>How the table keeps the history of its rows.</summary>
    /// <param name="fields">The table's keys.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="sort">The columns that say which row is newer.</param>
    /// <param name="sortNode">Where they stand.</param>
    /// <param name="disposition">What happens to the rows already there, and where that stands.</param>
    /// <param name="others">The columns that the table has besides.</param>
    /// <param name="reading">Takes what is wrong.</param>
    /// <returns>None when it keeps none, or when something is wrong.</returns>
    public static HistoryDefinition? Build(
        Fields fields,
        IReadOnlyList<ColumnDefinition> columns,
        IReadOnlyList<string> sort,
        YamlNode sortNode,
        (WriteDisposition Word, YamlNode Node) disposition,
        IEnumerable<string> others,
        ReadingContext reading)
    {
        if (disposition.Word != WriteDisposition.Scd2)
        {
            if (fields.Has(History))
            {
                reading.Wrong(
                    fields.NodeOf(History),
                    "WEIR2441",
                    $"{reading.Label} has 'scd2', but keeps no history of its rows.",
                    "Write write_disposition: scd2, or remove the key.");
            }

            return null;
        }

        var history = fields.Get(History, Usual);
        var first = history.ClosesMissing ? null : columns.FirstOrDefault(c => sort.Count > 0 && c.Name == sort[0]);
        if (first is not null && first.Type.Kind is not (ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampTz))
        {
            reading.Wrong(
                sortNode,
                "WEIR2442",
                $"{reading.Label} sorts its rows by '{first.Name}', which is {first.Type}: that says not since when a row holds.",
                "Name a date or a timestamp first, or remove dedup_sort: then a row holds since its file landed.");
        }

        var clash = columns.Select(c => c.Name).Concat(others).FirstOrDefault(name => IsSame(name, history.ValidFrom) || IsSame(name, history.ValidTo));
        if (clash is not null || IsSame(history.ValidFrom, history.ValidTo))
        {
            reading.Wrong(
                fields.Has(History) ? fields.NodeOf(History) : disposition.Node,
                "WEIR2443",
                $"{reading.Label} has two columns '{clash ?? history.ValidTo}': its own, and one that says for which time a row holds.",
                "Name that one otherwise, as in scd2: { valid_from: since, valid_to: until }.");
        }

        return history with { TimeColumn = first?.Name };
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
