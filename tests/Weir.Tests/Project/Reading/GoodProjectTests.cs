using Weir.Buckets;
using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Tables;

namespace Weir.Tests.Project.Reading;

public class GoodProjectTests
{
    private const string Orders = """
        project: orders

        buckets:
          raw: {}
          curated:
          inbox: { path: ./inbox }

        pipelines:
          curate:
            triggers:
              - object_created: raw/orders/**.json
            steps:
              - copy:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
              - name: remove
                delete: "{{event.bucket}}/{{event.key}}"
              - unzip: { from: "raw/{{event.key}}", to: "curated/x/", max_entries: 10, max_total_size: 10GB, max_ratio: 7 }
            retry: { max_attempts: 3, interval: 500ms, max_interval: 1h }

        tables:
          order_lines:
            source: curated/orders/**.json
            format: json                     # json · csv · parquet
            rows: $.lines[*]
            write_disposition: append
            on_error: skip_file
            columns:
              order_id:   { type: bigint, path: $.id, nullable: false }
              ordered_at: { type: timestamp, path: $.ordered_at }
              sku:        { type: varchar, path: "@.sku" }
              quantity:   "decimal(10,2)"
          main2.weather:
            source: inbox/**.csv.gz
        """;

    [Fact]
    public void A_good_project_reads()
    {
        var project = ProjectFolder.ReadGood(Orders);

        Assert.Equal("orders", project.Name);
        Assert.Matches("^[0-9a-f]{16}$", project.Revision);
        Assert.Equal(["raw", "curated", "inbox"], project.Buckets.Keys);
        Assert.Equal([null, null, "./inbox"], project.Buckets.Values.Select(b => b.Path));
        Assert.Equal(["order_lines", "main2.weather"], project.Tables.Keys);
    }

    [Theory]
    [InlineData("", 14)]
    [InlineData("retention: 30d", 30)]
    [InlineData("retention: 12h", 0.5)]
    public void A_project_says_how_long_its_history_is_kept(string line, double days) =>
        Assert.Equal(TimeSpan.FromDays(days), ProjectFolder.ReadGood("project: orders\n" + line).Retention);

    [Fact]
    public void A_pipeline_has_its_triggers_steps_and_retry()
    {
        var pipeline = ProjectFolder.ReadGood(Orders).Pipelines["curate"];

        Assert.Equal("curate", pipeline.Name);
        Assert.Equal("raw/orders/**.json", Assert.IsType<TriggerDefinition.ObjectCreated>(Assert.Single(pipeline.Triggers)).Filter.Pattern.Text);
        Assert.Equal(["copy-1", "remove", "unzip-3"], pipeline.Steps.Select(s => s.Name));
        Assert.Equal("curated/{{event.key}}", Assert.IsType<StepDefinition.Copy>(pipeline.Steps[0]).To.Text);
        Assert.Equal(new ArchiveLimits(10, 10L << 30, 7), Assert.IsType<StepDefinition.Unzip>(pipeline.Steps[2]).Limits);
        Assert.Equal(new RetryDefinition(3, TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(1)), pipeline.Retry);
    }

    [Fact]
    public void A_table_has_its_source_format_and_columns()
    {
        var tables = ProjectFolder.ReadGood(Orders).Tables;

        var lines = tables["order_lines"];
        Assert.Equal("curated/orders/**.json", Assert.Single(lines.Sources).Text);
        Assert.Equal("$.lines[*]", lines.Rows!.Text);
        Assert.Equal(OnError.SkipFile, lines.OnError);
        Assert.Equal(["order_id", "ordered_at", "sku", "quantity"], lines.Columns!.Select(c => c.Name));
        Assert.Equal([false, true, true, true], lines.Columns!.Select(c => c.Nullable));
        Assert.Equal(["$.id", "$.ordered_at", "@.sku", "@['quantity']"], lines.Columns!.Select(c => c.Path.Text));
        Assert.Equal(new ColumnType(ColumnKind.Decimal, 10, 2), lines.Columns![3].Type);
        Assert.Equal(FileFormat.Csv, tables["main2.weather"].Format);
        Assert.Null(tables["main2.weather"].Columns);
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_accepted() =>
        Assert.Equal("orders", ProjectFolder.ReadGood("\uFEFF" + Orders.ReplaceLineEndings("\r\n")).Name);

    [Fact]
    public void Files_of_the_folders_are_merged()
    {
        using var folder = ProjectFolder.Of("project: p\nbuckets: { raw: }\ntables: { a: { source: raw/a.json } }\n")
            .With("tables/b.yaml", "source: raw/b.csv\n")
            .With("tables/more.yaml", "tables:\n  c: { source: raw/c.parquet }\n  s.d: { source: raw/d.jsonl }\n")
            .With("pipelines/drop.yaml", "triggers: [{ object_created: raw/*.tmp }]\nsteps: [{ delete: 'raw/{{event.key}}' }]\n")
            .With("tables/.hidden.yaml", "not: read");

        var project = folder.ReadGood();

        Assert.Equal(["a", "b", "c", "s.d"], project.Tables.Keys);
        Assert.Equal([FileFormat.Json, FileFormat.Csv, FileFormat.Parquet, FileFormat.Json], project.Tables.Values.Select(t => t.Format));
        Assert.Equal(["drop"], project.Pipelines.Keys);
    }

    [Fact]
    public void The_revision_changes_with_content_and_with_names_and_not_with_the_folder()
    {
        const string Yaml = "project: p\nbuckets: { raw: }\n";
        using var one = ProjectFolder.Of(Yaml).With("tables/b.yaml", "source: raw/b.csv");
        using var same = ProjectFolder.Of(Yaml).With("tables/b.yaml", "source: raw/b.csv");
        using var renamed = ProjectFolder.Of(Yaml).With("tables/c.yaml", "source: raw/b.csv");
        using var changed = ProjectFolder.Of(Yaml + "# x\n").With("tables/b.yaml", "source: raw/b.csv");

        var revisions = new[] { one, same, renamed, changed }.Select(f => f.ReadGood().Revision).ToList();

        Assert.Equal(revisions[0], revisions[1]);
        Assert.Equal(3, revisions.Distinct().Count());
    }

    [Theory]
    [InlineData("select")]
    [InlineData("\"a \\\"quoted\\\" name\"")]
    [InlineData("'Wörter & Zeichen; drop table x'")]
    [InlineData("日本")]
    [InlineData("1")]
    public void Any_text_may_name_a_table_and_a_column(string name)
    {
        var table = ProjectFolder.ReadGood($"project: p\nbuckets: {{ raw: }}\ntables:\n  {name}:\n    source: raw/a.json\n    columns:\n      {name}: {{ type: json }}\n")
            .Tables.Values.Single();

        Assert.Equal(table.Name, table.Columns!.Single().Name);
        Assert.Equal([new PathStep.Member(table.Name)], table.Columns!.Single().Path.Steps);
    }

    [Theory]
    [InlineData("raw/**.json", FileFormat.Json)]
    [InlineData("raw/*.NDJSON.GZ", FileFormat.Json)]
    [InlineData("raw/**/*.{json,jsonl}", FileFormat.Json)]
    [InlineData("raw/**.{csv,tsv}{,.gz}", FileFormat.Csv)]
    [InlineData("raw/x/[a-z].parquet", FileFormat.Parquet)]
    public void The_format_follows_from_the_ending(string source, FileFormat format) =>
        Assert.Equal(format, ProjectFolder.ReadGood($"project: p\nbuckets: {{ raw: }}\ntables: {{ t: {{ source: '{source}' }} }}").Tables["t"].Format);

    [Fact]
    public void A_template_of_a_step_renders()
    {
        var copy = (StepDefinition.Copy)ProjectFolder.ReadGood(Orders).Pipelines["curate"].Steps[0];
        var scope = new Dictionary<string, object?> { ["event"] = new Dictionary<string, object?> { ["bucket"] = "raw", ["key"] = "orders/ä b<&>.json" } };

        Assert.IsType<HandlebarsTemplate>(copy.From);
        Assert.Equal("raw/orders/ä b<&>.json", copy.From.Render(scope));
    }

    [Fact]
    public void The_bucket_of_a_pattern_is_its_first_segment() =>
        Assert.True(ProjectFolder.ReadGood(Orders).Tables["order_lines"].Sources[0].Matches(new ObjectName("curated", "orders/1.json")));
}
