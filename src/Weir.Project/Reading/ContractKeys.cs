using System.Diagnostics.CodeAnalysis;

using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys that say how a table's schema may change.</summary>
internal static class ContractKeys
{
    private static readonly Dictionary<string, ColumnsContract> ColumnWords = new()
    {
        ["evolve"] = ColumnsContract.Evolve,
        ["freeze"] = ColumnsContract.Freeze,
        ["discard"] = ColumnsContract.Discard,
    };

    private static readonly Key<ColumnsContract> Columns = new(
        "columns",
        "What happens when a file has columns that the table lacks: `evolve` adds them, `freeze` refuses the file, `discard` leaves their "
        + "values out.",
        Scalars.Choice(ColumnWords, later: []))
    {
        Default = "evolve; discard when the table declares its columns",
    };

    private static readonly Key<TypesContract> Types = new(
        "types",
        "What happens when a file has values that do not fit the types of their columns: `evolve` widens the types, `quarantine` refuses "
        + "the rows, `fail` the file.",
        Scalars.Choice(
            new Dictionary<string, TypesContract>
            {
                ["evolve"] = TypesContract.Evolve,
                ["quarantine"] = TypesContract.Quarantine,
                ["fail"] = TypesContract.Fail,
            },
            later: []))
    {
        Default = "evolve; quarantine when the table declares its columns",
    };

    private static readonly EitherShape<Parts> Shape = new(
        new ScalarShape<Parts>(Scalars.Choice(ColumnWords, later: []).Describe, TryReadWord),
        new RecordShape<Parts>([Columns, Types], (fields, _) => new Parts(
            fields.TryGet(Columns, out var columns) ? columns : null,
            fields.TryGet(Types, out var types) ? types : null)));

    /// <summary>The key.</summary>
    public static Key Key => Contract;

    private static Key<Parts> Contract { get; } = new(
        "schema_contract", "How the table's columns may change by what files bring. A word alone is the one for `columns`.", Shape);

    /// <summary>The contract of a table.</summary>
    /// <param name="fields">The table's keys.</param>
    /// <param name="isDeclared">Whether it declares its columns.</param>
    /// <param name="reading">Takes what is wrong.</param>
    public static SchemaContract Build(Fields fields, bool isDeclared, ReadingContext reading)
    {
        var usual = isDeclared ? SchemaContract.Declared : SchemaContract.Inferred;
        if (!fields.TryGet(Contract, out var parts))
        {
            return usual;
        }

        var contract = new SchemaContract(parts.Columns ?? usual.Columns, parts.Types ?? usual.Types);
        if (isDeclared && (contract.Columns == ColumnsContract.Evolve || contract.Types == TypesContract.Evolve))
        {
            reading.Wrong(
                fields.NodeOf(Contract),
                "WEIR2409",
                $"{reading.Label} declares its columns, and its contract lets files change them.",
                "Remove 'columns' of the table to have it take the shape of its files, or the word 'evolve'.");
        }

        return contract;
    }

    private static bool TryReadWord(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out Parts value)
    {
        var good = Scalars.Choice(ColumnWords, later: []).TryRead(scalar, reading, out var columns);
        value = new Parts(columns, null);
        return good;
    }

    private sealed record Parts(ColumnsContract? Columns, TypesContract? Types);
}
