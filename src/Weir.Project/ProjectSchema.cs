using Weir.Project.Expressions;
using Weir.Project.Reading;
using Weir.Project.Schema;
using Weir.Tables;

namespace Weir.Project;

/// <summary>What a project file may hold, told by the same keys that read it.</summary>
internal static class ProjectSchema
{
    /// <summary>The JSON Schema (draft 2020-12) of <c>weir.yaml</c>, indented, with a line end.</summary>
    public static string Json() => JsonSchema.Document("weir.yaml", "A project of Weir: buckets, pipelines and tables.", ProjectKeys.Shape.Describe);

    /// <summary>The reference page of the project file, in Markdown.</summary>
    public static string Page() =>
        ReferencePage.Of("The project file", 1, Intro, ProjectKeys.Shape.Describe) + Types() + Templates() + "\n" + Names();

    private const string Intro = """
        <!-- Generated from the keys in src/Weir.Project/Reading. To change it, change them, then run the test
        ProjectSchemaTests with WEIR_WRITE_REFERENCE=1. -->

        A project is a folder with a `weir.yaml`. `weir validate` reports every mistake in it at once, and `weir schema`
        prints the JSON Schema from which an editor completes and checks the keys.

        `weir.yaml` may hold everything. Files in the folders `pipelines/` and `tables/` that end in `.yaml` are merged into
        it. A file with the one key `tables` holds several tables, written as in `weir.yaml`; every other file in `tables/` is
        one table, called after the file. `pipelines/` works in the same way. Every folder in `functions/` is a function; a
        `function.yaml` in it is needed only where its files do not say all.

        The files are UTF-8 and YAML 1.2: `yes`, `no`, `on` and `off` are texts, `true` and `false` are not, and what is in
        quotes always is. A text that starts with `{`, `*`, `@`, `&`, `!` or `%` needs quotes, and so does one that holds
        `: `. Anchors, aliases, tags and merge keys are not part of a project file.
        """;

    private static string Types() =>
        $"""
        ## Types of columns

        {string.Join(", ", ColumnType.KnownNames.Select(name => $"`{name}`"))}, and `decimal(precision,scale)`.
        Case does not matter.

        ## Durations and sizes

        A duration is a whole number and `ms`, `s`, `m`, `h` or `d`, such as `500ms` or `5m`. A size is a whole number and
        `B`, `KB`, `MB`, `GB` or `TB`, in steps of 1,024, such as `10GB`.


        """;

    private static string Templates() =>
        $$$"""
        ## Templates

        `from`, `to` and `delete` of a step are templates in the language of Handlebars: `{{event.key}}` is replaced by the
        key of the object that started the run. Nothing is escaped for HTML. A name without a value fails the step, unless
        `default` gives it one.

        | name | value |
        |---|---|
        | `event.bucket`, `event.key` | the object: key = folder + name |
        | `event.folder` | the key up to and with its last slash, or empty |
        | `event.name` | the key after its last slash: name = stem + extension |
        | `event.stem` | the name without its extension |
        | `event.extension` | the name's last dot and what follows it, or empty |
        | `event.etag`, `event.size`, `event.version` | the object's content: its hash, its bytes, its version |
        | `event.id`, `event.type`, `event.time` | the event: its id, such as `object_created`, and its time in UTC |
        | `vars.NAME`, `environment` | a value of `vars` as it is in this environment, and the environment's name |
        | `tenant.name`, `tenant.vars.NAME` | the tenant of the run, where the pipeline has `tenant`; `tenants` is a list of all, as JSON |

        Helpers work on names, texts in quotes and whole numbers; `(…)` nests them: `{{lower (trim_suffix event.name ".CSV")}}`.

        | helper | gives |
        |---|---|
        {{{string.Join('\n', TemplateHelpers.All.Select(h => $"| `{h.Name} {h.Usage}` | {h.Docs} |"))}}}

        `{{#if NAME}}…{{else}}…{{/if}}` and `{{#unless NAME}}…{{/unless}}` choose by whether a name has a value,
        `{{! … }}` is a comment, and `~` beside the braces takes the white space there away.

        """;

    private static string Names() =>
        """
        ## Names and patterns

        A pattern is `bucket/glob`: `*` and `?` stand for characters within a segment, `**` for any across segments, `[a-z]`
        for one of a class, `{a,b}` for either; all else is itself, case included. `**/` also stands for no segment.

        A table is called `name`, in the schema `main`, or `schema.name`; the schema `weir` is reserved. Tables and columns
        may have any name of up to 200 characters; names of columns that start with `_weir_` are reserved. Names that differ
        in case alone are refused.

        A path starts at the document (`$`) or at the row (`@`); `.name` or `['any name']` goes into an object, `[0]` into an
        array, and in `rows` `[*]` into each element. In YAML a path that starts with `@` needs quotes.
        """ + "\n";
}
