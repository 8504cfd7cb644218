using Weir.Buckets;
using Weir.Checks;
using Weir.Pipelines;

namespace Weir.Tables;

/// <summary>A typed target in the warehouse, and the source that feeds it.</summary>
public sealed record TableDefinition
{
    /// <summary>The table's name: <c>name</c> in the schema <c>main</c>, or <c>schema.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which objects feed it: those that one of the patterns means. At least one.</summary>
    public required IReadOnlyList<ObjectPattern> Sources { get; init; }

    /// <summary>Those of the sources that take values from the names of objects: the values are columns.</summary>
    public IReadOnlyList<KeyTemplate> KeyTemplates { get; init; } = [];

    /// <summary>The column that has the file's bucket and key in every row; none when there is none.</summary>
    public string? FilenameColumn { get; init; }

    /// <summary>How those objects are written. By the key's ending when absent from the project file.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>How they are written, where that is not what is usual.</summary>
    public FormatOptions FormatOptions { get; init; } = FormatOptions.Usual;

    /// <summary>Which values of a JSON document are rows. The document itself by default; an array's elements one by one.</summary>
    public ValuePath? Rows { get; init; }

    /// <summary>The declared columns, in order. None: the schema is inferred and evolves.</summary>
    public IReadOnlyList<ColumnDefinition>? Columns { get; init; }

    /// <summary>How the schema may change by what files bring. By whether the columns are declared when absent.</summary>
    public SchemaContract SchemaContract
    {
        get => field ?? (Columns is null ? SchemaContract.Inferred : SchemaContract.Declared);
        init;
    }

    /// <summary>What happens to the rows already there.</summary>
    public WriteDisposition WriteDisposition { get; init; } = WriteDisposition.Append;

    /// <summary>How rows find those that they replace. Present when the disposition is <see cref="WriteDisposition.Merge"/>
    /// or <see cref="WriteDisposition.Scd2"/>.</summary>
    public MergeDefinition? Merge { get; init; }

    /// <summary>What happens to a file with a row that does not fit.</summary>
    public OnError OnError { get; init; } = OnError.Quarantine;

    /// <summary>What must hold of rows before they are published.</summary>
    public IReadOnlyList<TestDefinition> Tests { get; init; } = [];

    /// <summary>Where its rows are when they are Parquet files in a bucket. None: in the warehouse itself.</summary>
    public ParquetStorage? Storage { get; init; }

    /// <summary>Whether something waits for its loads, so that each tells of itself by an event. Not by default.</summary>
    public bool TellsOfLoads { get; init; }

    /// <summary>Whether somebody is told of files that cannot be loaded. Nobody by default.</summary>
    public bool TellsOfFailures { get; init; }

    /// <summary>How often, and how soon, a failed load is tried again.</summary>
    public RetryDefinition Retry { get; init; } = RetryDefinition.Default;
}
