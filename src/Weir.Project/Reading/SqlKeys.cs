using System.Diagnostics.CodeAnalysis;

using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;

namespace Weir.Project.Reading;

/// <summary>The keys of a step that runs SQL.</summary>
internal static class SqlKeys
{
    /// <summary>SQL.</summary>
    public static ScalarShape<HandlebarsTemplate> Text { get; } = TextTemplates.Checked("SQL", (template, scalar, reading) => IsSafe(template, scalar, reading));

    /// <summary>A file of SQL.</summary>
    public static ScalarShape<HandlebarsTemplate> TextOfFile { get; } = new(new Description("string", "a file such as sql/daily.sql"), TryReadFile);

    /// <summary>The name of a connection.</summary>
    public static ScalarShape<string> ConnectionName { get; } = new(new Description("string", "the name of a connection"), ConnectionNames.TryRead);

    private static readonly Key<HandlebarsTemplate> Query = new("query", "The SQL: one statement or several, with semicolons between them.", Text)
    {
        Example = "DELETE FROM seen WHERE id = {{literal event.stem}}",
    };

    private static readonly Key<HandlebarsTemplate> File = new(
        "file",
        "The file of the folder `sql/` that holds the SQL, from the project's folder.",
        TextOfFile)
    {
        Example = "sql/daily.sql",
    };

    private static readonly Key<string> Connection = new(
        "connection", "The connection that the SQL is for.", ConnectionName)
    {
        Default = "the warehouse",
        Example = "billing",
    };

    /// <summary>The step's key; what it makes has no name yet.</summary>
    public static Key<StepDefinition.Sql> Step { get; } = new(
        "sql",
        "Runs SQL in the warehouse or over a connection, in one transaction. Later steps may name `steps.NAME.outputs.rows`, `row_count`, and of the first row "
        + "`row.COLUMN`.",
        new EitherShape<StepDefinition.Sql>(
            new ScalarShape<StepDefinition.Sql>(new Description("string", "SQL, which may hold {{…}}"), TryReadText),
            new RecordShape<StepDefinition.Sql>([Query, File, Connection], Build) { ExactlyOneOf = [Query, File] }))
    {
        Example = "CREATE OR REPLACE TABLE totals AS SELECT region, sum(amount) AS amount FROM orders GROUP BY region",
    };

    private static StepDefinition.Sql? Build(Fields fields, ReadingContext reading) => fields.IsWrong(Connection) ? null : new StepDefinition.Sql(
        fields.TryGet(Query, out var query) ? query : fields.Get(File),
        fields.TryGet(Connection, out var connection) ? connection : null)
    {
        Name = "",
    };

    private static bool TryReadText(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out StepDefinition.Sql value)
    {
        value = Text.TryRead(scalar, reading, out var text) ? new StepDefinition.Sql(text, null) { Name = "" } : null;
        return value is not null;
    }

    private static bool TryReadFile(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out HandlebarsTemplate value)
    {
        value = null;
        if (reading.SqlFiles.TryGetValue(scalar.Text, out var text))
        {
            value = TextTemplates.Read(text, reading);
            return value is not null && IsSafe(value, text, reading);
        }

        reading.Wrong(
            scalar,
            "WEIR2533",
            $"{reading.Label} is '{scalar.Text}', which is no file of the folder '{SqlFiles.Folder}'.",
            reading.SqlFiles.Count == 0
                ? $"Put the SQL into a file {SqlFiles.Folder}/NAME.sql beside weir.yaml."
                : Nearest.Hint(scalar.Text, [.. reading.SqlFiles.Keys], "There are"));
        return false;
    }

    private static bool IsSafe(HandlebarsTemplate template, YamlNode node, ReadingContext reading) => RawTemplates.Check(
        template,
        node,
        reading,
        [TemplateHelpers.Ident, TemplateHelpers.Literally],
        "a database",
        "Write {{literal …}} for a value, without quotes around it, or {{ident …}} for a name");
}
