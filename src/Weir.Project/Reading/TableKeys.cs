using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Tables;

namespace Weir.Project.Reading;

/// <summary>The keys of a table.</summary>
internal static class TableKeys
{
    private const string ReservedSchema = "weir";
    private const string DefaultSchema = "main";

    private static readonly Key<IReadOnlyList<ObjectPatterns.SourcePattern>> Source = new(
        "source",
        "Which objects feed the table: a pattern, or several. An object that several mean feeds it once. `{name}` in a key takes a value "
        + "for the column of that name.",
        ObjectPatterns.OneOrMore)
    {
        IsRequired = true,
        Example = "curated/orders/**.json",
    };

    private static readonly Key<FormatKeys.Written> Format = new(
        "format",
        "How those objects are written. `json` is one document, an array of documents, or newline-delimited documents. A map says more "
        + "about text files.",
        FormatKeys.Shape)
    {
        Default = "by the ending of `source`: .json, .ndjson, .jsonl, .csv, .tsv or .parquet; .gz or .zst may follow",
    };

    private static readonly Key<string> FilenameColumn = new(
        "filename_column", "The name of a column that has the file's bucket and key in every row.", Scalars.Text("the name of a column"))
    {
        Default = "none; `_weir_load_id` leads to the file, too",
        Example = "filename",
    };

    private static readonly Key<ValuePath> Rows = new(
        "rows", "Which values of a JSON document are rows; of an array, each element.", ValuePaths.OfRows)
    {
        Default = "the document",
        Example = "$.lines[*]",
    };

    private static readonly Key<IReadOnlyDictionary<string, ColumnDefinition>> Columns = new(
        "columns", "The columns, by name and in order. Without them the schema is inferred and evolves.", ColumnKeys.Map);

    private static readonly Key<WriteDisposition> Disposition = new(
        "write_disposition",
        "What happens to the rows already there: `append` keeps them, `replace` leaves only those of the newest file, `merge` "
        + "replaces those with the same `primary_key`, `scd2` does so and keeps what they were before.",
        Scalars.Choice(
            new Dictionary<string, WriteDisposition>
            {
                ["append"] = WriteDisposition.Append,
                ["replace"] = WriteDisposition.Replace,
                ["merge"] = WriteDisposition.Merge,
                ["scd2"] = WriteDisposition.Scd2,
            },
            later: []))
    {
        Default = "append",
    };

    private static readonly Key<OnError> OnErrorKey = new(
        "on_error",
        "What happens to a file with a row that does not fit: `quarantine` publishes its good rows, `skip_file` none of them.",
        Scalars.Choice(new Dictionary<string, OnError> { ["quarantine"] = OnError.Quarantine, ["skip_file"] = OnError.SkipFile }, later: []))
    {
        Default = "quarantine",
    };

    private static readonly RecordShape<TableDefinition> Shape = new(
        [Source, Format, FilenameColumn, Rows, Columns, Disposition, .. MergeKeys.All, ContractKeys.Key, StorageKeys.Key, OnErrorKey, TestKeys.Key, RetryKeys.Key], Build);

    /// <summary>The keys that say how files become rows.</summary>
    public static IReadOnlyList<Key> OfContents { get; } = [Format, FilenameColumn, Rows, Columns];

    /// <summary>The tables, by name.</summary>
    public static MapShape<TableDefinition> Map { get; } = new("table", Shape, CheckName) { Identity = FullName };

    /// <summary>No tables.</summary>
    public static IReadOnlyDictionary<string, TableDefinition> None { get; } = new Dictionary<string, TableDefinition>();

    /// <summary>A table's name with its schema.</summary>
    public static string FullName(string name) => name.Contains('.', StringComparison.Ordinal) ? name : $"{DefaultSchema}.{name}";

    private static TableDefinition? Build(Fields fields, ReadingContext reading)
    {
        if (BuildFiles(fields.Get(Source), fields, reading) is not { } files)
        {
            return null;
        }

        var (columns, templates) = (files.Columns?.ToList(), files.KeyTemplates);
        if (columns is not null)
        {
            ColumnKeys.CheckRenamed(columns, fields.NodeOf(Columns), reading);
        }

        foreach (var column in columns?.Where(c => templates.Any(t => t.Names.Contains(c.Name, StringComparer.OrdinalIgnoreCase))) ?? [])
        {
            if (column.Type.Kind is not (ColumnKind.Varchar or ColumnKind.SmallInt or ColumnKind.Integer or ColumnKind.BigInt or ColumnKind.Date))
            {
                reading.Wrong(
                    ColumnKeys.PathNode(fields.NodeOf(Columns), column.Name),
                    "WEIR2412",
                    $"Column '{column.Name}' of {reading.Label} is taken from the names of objects and is {column.Type}.",
                    "Declare it as varchar, integer, bigint, smallint or date.");
            }
        }

        var disposition = fields.Get(Disposition, WriteDisposition.Append);
        List<string> fromNames = [.. templates.SelectMany(t => t.Names), .. files.FilenameColumn is { } own ? (string[])[own] : []];
        var merge = fields.IsWrong(Columns) ? null : MergeKeys.Build(fields, columns, disposition, fields.NodeOf(Disposition), fromNames, reading);
        return files with
        {
            Name = reading.Name,
            Columns = merge is null ? columns : columns?.ConvertAll(c => merge.PrimaryKey.Contains(c.Name) || merge.History?.TimeColumn == c.Name ? c with { Nullable = false } : c),
            WriteDisposition = disposition,
            Merge = merge,
            SchemaContract = ContractKeys.Build(fields, columns is not null || fields.Has(Columns), reading),
            Storage = fields.IsWrong(Columns) ? null : StorageKeys.Build(fields, files.Format, columns, disposition, fromNames, reading),
            OnError = fields.Get(OnErrorKey, OnError.Quarantine),
            Tests = fields.IsWrong(Columns) ? [] : TestKeys.Build(fields, columns, fromNames, reading),
            Retry = fields.Get(RetryKeys.Key, RetryDefinition.Default),
        };
    }

    /// <summary>Files that are read as a table's would be, without a table.</summary>
    /// <param name="files">Which.</param>
    /// <param name="fields">What else is said of them, under <see cref="OfContents"/>.</param>
    /// <param name="reading">Takes the mistakes.</param>
    public static TableDefinition? BuildFiles(IReadOnlyList<ObjectPatterns.SourcePattern> files, Fields fields, ReadingContext reading)
    {
        IReadOnlyList<ObjectPattern> sources = [.. files.Select(file => file.Pattern)];
        if (FormatOf(sources, fields, reading) is not { } format)
        {
            return null;
        }

        var options = FormatOptions.Usual;
        if (fields.TryGet(Format, out var written))
        {
            options = written.Options;
            FormatKeys.Check(written, format, fields.Has(Columns), fields.NodeOf(Format), reading);
        }

        var columns = fields.TryGet(Columns, out var declared) ? declared.Values.ToList() : null;
        if (format != FileFormat.Json)
        {
            CheckFlat(format, columns ?? [], fields, reading);
        }

        return new TableDefinition
        {
            Name = "files",
            Sources = sources,
            KeyTemplates = [.. files.Select(file => file.Template).OfType<KeyTemplate>()],
            FilenameColumn = fields.TryGet(FilenameColumn, out var filename) ? filename : null,
            Format = format,
            FormatOptions = options,
            Rows = fields.TryGet(Rows, out var rows) ? rows : null,
            Columns = columns,
        };
    }

    private static FileFormat? FormatOf(IReadOnlyList<ObjectPattern> sources, Fields fields, ReadingContext reading)
    {
        if (fields.IsWrong(Format))
        {
            return null;
        }

        var known = sources.Select(FileFormats.Of).Distinct().ToList();
        var format = fields.TryGet(Format, out var declared) && declared.Format is { } said ? said : known is [{ } one] ? one : (FileFormat?)null;
        if (format is null)
        {
            reading.Wrong(
                fields.NodeOf(Source),
                "WEIR2401",
                $"{reading.Label} does not say how its files are written, and '{string.Join("', '", sources)}' does not end in one known format.",
                "Add format: json, csv or parquet.");
        }
        else if (format == FileFormat.Parquet && sources.FirstOrDefault(s => KeyEndings.CompressionOf(s.Text) != Compression.None) is { } packed)
        {
            reading.Wrong(
                fields.NodeOf(Source),
                "WEIR2401",
                $"{reading.Label} reads Parquet that is compressed once more, '{packed}', which cannot be read.",
                "Store Parquet as it is: it is compressed inside.");
            return null;
        }

        return format;
    }

    /// <summary>In files of rows and columns there are no documents, and so no ways into them.</summary>
    private static void CheckFlat(FileFormat format, IReadOnlyList<ColumnDefinition> columns, Fields fields, ReadingContext reading)
    {
        if (fields.Has(Rows))
        {
            reading.Wrong(
                fields.NodeOf(Rows),
                "WEIR2404",
                $"{reading.Label} has 'rows', but its format is {format.ToString().ToLowerInvariant()}, in which every record is a row.",
                "Remove 'rows'.");
        }

        foreach (var column in columns.Where(c => !c.Path.FromRow || c.Path.Steps is not [PathStep.Member]))
        {
            reading.Wrong(
                ColumnKeys.PathNode(fields.NodeOf(Columns), column.Name),
                "WEIR2404",
                $"Column '{column.Name}' of {reading.Label} has the path '{column.Path}', but its format is {format.ToString().ToLowerInvariant()}.",
                "Name a column of the file: \"@.NAME\".");
        }
    }

    private static void CheckName(YamlNode.Scalar name, ReadingContext reading)
    {
        var parts = name.Text.Split('.');
        if (parts.Length > 2)
        {
            reading.Wrong(name, "WEIR2204", $"The name of {reading.Label} has more than one dot.", "Write name, or schema.name.");
            return;
        }

        if (parts.All(part => Names.CheckIdentifier(part, name, reading))
            && parts.Length == 2
            && parts[0].Equals(ReservedSchema, StringComparison.OrdinalIgnoreCase))
        {
            reading.Wrong(
                name, "WEIR2205", $"The name of {reading.Label} lies in the schema '{ReservedSchema}', which is reserved.", "Choose another schema.");
        }
    }
}
