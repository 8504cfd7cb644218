using Weir.Failures;

namespace Weir.Tests.Project.Reading;

public class MistakeTests
{
    private const string Start = "project: p\nbuckets: { raw: , curated: }\n";

    [Theory]
    [InlineData("projct: p", "1:1 WEIR2101", "Did you mean 'project'?")]
    [InlineData("project: p\nbukets: {}", "2:1 WEIR2101", "Did you mean 'buckets'?")]
    [InlineData("project: p\nzzz: {}", "2:1 WEIR2101", "Its keys are project, retention, log_retention, buckets, pipelines, tables, connections, reconciliations, functions, on_failure, alarms, server, vars, environments, tenants.")]
    [InlineData("project: p\ndatasets: {}", "2:1 WEIR2102", "Remove the key.")]
    [InlineData("buckets: {}", "1:1 WEIR2103", "Add project: orders")]
    [InlineData("project: 5", "1:10 WEIR2104", "Put it in quotes: \"5\".")]
    [InlineData("project: Orders", "1:10 WEIR2201", "Use lower-case letters, digits, '_' and '-', at most 100, with a letter or digit first.")]
    [InlineData("project: p\nlog_retention: 15d", "2:16 WEIR2604", "Make it shorter, or the project's 'retention' longer.")]
    [InlineData("project: p\nretention: 2d\nlog_retention: 3d", "3:16 WEIR2604", "Make it shorter, or the project's 'retention' longer.")]
    [InlineData("project: p\nbuckets: [raw]", "2:10 WEIR2104", "Write 'key: value' without the '- '.")]
    [InlineData("project: p\nbuckets: { Raw: }", "2:12 WEIR2202", null)]
    [InlineData("project: p\nbuckets: { 'a..b': }", "2:12 WEIR2202", null)]
    [InlineData("project: p\nbuckets: { 10.0.0.1: }", "2:12 WEIR2202", null)]
    [InlineData("project: p\nbuckets: { raw: { path: '' } }", "2:25 WEIR2109", null)]
    [InlineData("project: p\nbuckets: { raw: { path: 5 } }", "2:25 WEIR2104", null)]
    public void A_mistake_of_the_project_or_a_bucket_has_its_place_and_code(string yaml, string expected, string? hint) => Check(yaml, expected, hint);

    [Theory]
    [InlineData("a: { path: ./in }, b: { path: in/ }", "3:41 WEIR2304")]
    [InlineData("a: { path: in/x/.. }, b: { path: in/y }", "3:44 WEIR2304")]
    [InlineData("a: { path: in/y }, b: { path: in }", "3:41 WEIR2304")]
    [InlineData("a: { path: in }, b: { path: in2 }", "")]
    [InlineData("a: { path: .weir }", "3:22 WEIR2305")]
    [InlineData("a: { path: .weir/local }", "3:22 WEIR2305")]
    [InlineData("a: { path: . }", "3:22 WEIR2305")]
    [InlineData("a: { path: .. }", "3:22 WEIR2305")]
    [InlineData("a: { path: / }", "3:22 WEIR2305")]
    [InlineData("a: { path: ~/inbox }", "3:22 WEIR2306")]
    [InlineData("a: { path: weir.yaml }", "3:22 WEIR2306")]
    [InlineData("a: { path: \"x\\0\" }", "3:22 WEIR2306")]
    public void The_folders_of_buckets_must_be_apart(string buckets, string expected) =>
        Check($"project: p\n\nbuckets: {{{buckets}}}", expected);

    [Theory]
    [InlineData("x: 5", "3:17 WEIR2104")]
    [InlineData("x y: { triggers: [object_created: raw/a], steps: [delete: raw/a] }", "3:14 WEIR2203")]
    [InlineData("x: { steps: [delete: raw/a] }", "3:17 WEIR2103")]
    [InlineData("x: { triggers: [object_created: raw/a] }", "3:17 WEIR2103")]
    [InlineData("x: { triggers: [], steps: [delete: raw/a] }", "3:29 WEIR2109")]
    [InlineData("x: { triggers: { object_created: raw/a }, steps: [delete: raw/a] }", "3:29 WEIR2104")]
    [InlineData("x: { triggers: [object_created: rwa/a], steps: [delete: raw/a] }", "3:46 WEIR2301")]
    [InlineData("x: { triggers: [object_created: 'raw/['], steps: [delete: raw/a] }", "3:46 WEIR2302")]
    [InlineData("x: { triggers: [schedule: daily], steps: [delete: raw/a] }", "3:40 WEIR2705")]
    [InlineData("x: { triggers: [change: orders], steps: [delete: raw/a] }", "3:30 WEIR2102")]
    [InlineData("x: { triggers: [{}], steps: [delete: raw/a] }", "3:30 WEIR2110")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [{ delete: raw/a, copy: { from: raw/a, to: curated/a } }] }", "3:79 WEIR2110")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [{ name: a b, delete: raw/a }] }", "3:70 WEIR2203")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [{ name: a, delete: raw/a }, { name: A, delete: raw/b }] }", "3:98 WEIR2206")]
    [InlineData("x: { triggers: [manual: true], steps: [shell: a], always: [shell: b, { shell: c, env: { S: '{{steps.shell-2.outputs.x}}' } }] }", "")]
    [InlineData("x: { triggers: [manual: true], steps: [http: 'ftp://a'] }", "3:59 WEIR2107")]
    [InlineData("x: { triggers: [manual: true], steps: [http: { url: /a }] }", "3:66 WEIR2107")]
    [InlineData("x: { triggers: [manual: true], steps: [wait: { until: tomorrow }] }", "3:68 WEIR2107")]
    [InlineData("x: { triggers: [manual: true], steps: [wait: { until: 2026-01-31T08:05:00Z }] }", "")]
    [InlineData("x: { triggers: [manual: true], steps: [{ shell: a, if: maybe }] }", "3:69 WEIR2105")]
    [InlineData("x: { triggers: [manual: true], steps: [{ shell: a, if: false }, { shell: b, if: 'true' }] }", "")]
    [InlineData("x: { triggers: [manual: true], steps: [for_each: { in: 5, steps: [shell: a] }] }", "3:69 WEIR2104")]
    [InlineData("x: { triggers: [manual: true], steps: [for_each: { in: raw/, steps: [shell: a] }] }", "3:69 WEIR2104")]
    [InlineData("x: { triggers: [manual: true], steps: [for_each: { in: '[1, 2]', steps: [shell: a] }] }", "")]
    [InlineData("x: { triggers: [manual: true], inputs: { l: }, steps: [for_each: { in: '{{inputs.l}}', steps: [shell: a] }] }", "")]
    [InlineData("x: { triggers: [manual: true], steps: [{ shell: a, strategy: { matrix: { a: b } } }] }", "3:90 WEIR2104")]
    [InlineData("x: { triggers: [manual: true], steps: [run: { pipeline: y, inputs: { n: ten } }] }, y: { triggers: [manual: true], inputs: { n: { type: integer } }, steps: [shell: a] }", "3:14 WEIR2335")]
    [InlineData("x: { triggers: [manual: true], steps: [run: { pipeline: y, inputs: { n: 10 } }] }, y: { triggers: [manual: true], inputs: { n: { type: integer } }, steps: [shell: a] }", "")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delte: raw/a] }", "3:62 WEIR2101")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [copy: { from: raw/a }] }", "3:68 WEIR2103")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw] }", "3:70 WEIR2307")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: /raw] }", "3:70 WEIR2307")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/../x] }", "3:70 WEIR2307")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/x/] }", "3:70 WEIR2307")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: 'cuarted/{{event.key}}'] }", "3:70 WEIR2301")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: 'raw/{{event.kye}}'] }", "3:75 WEIR2502")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [unzip: { from: raw/a, to: curated/b }] }", "3:88 WEIR2307")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [unzip: { from: raw/a, to: curated/, max_total_size: 10 GB }] }", "3:114 WEIR2108")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [unzip: { from: raw/a, to: curated/, max_total_size: 999999999TB }] }", "3:114 WEIR2106")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [unzip: { from: raw/a, to: curated/, max_entries: 0 }] }", "3:111 WEIR2106")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [unzip: { from: raw/a, to: curated/, max_ratio: 1.5 }] }", "3:109 WEIR2104")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/a], retry: { max_attempts: 101 } }", "3:101 WEIR2106")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/a], retry: { interval: 10 } }", "3:97 WEIR2104")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/a], retry: { interval: 1w } }", "3:97 WEIR2107")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/a], retry: { interval: 0s } }", "3:97 WEIR2106")]
    [InlineData("x: { triggers: [object_created: raw/a], steps: [delete: raw/a], retry: { interval: 1m, max_interval: 1s } }", "3:115 WEIR2405")]
    [InlineData("x: { triggers: [{ reconciliation: orders }], steps: [delete: raw/a] }", "3:48 WEIR2704")]
    [InlineData("x: { triggers: [{ schema_change: orders }], steps: [delete: raw/a] }", "3:47 WEIR2702")]
    [InlineData("x: { triggers: [{ object_created: raw/a, on: match }], steps: [delete: raw/a] }", "3:55 WEIR2703")]
    [InlineData("x: { triggers: [{ reconciliation: orders, on: never }], steps: [delete: raw/a] }", "3:48 WEIR2704,3:60 WEIR2105")]
    public void A_mistake_of_a_pipeline_has_its_place_and_code(string pipeline, string expected) => Check($"{Start}pipelines: {{ {pipeline} }}", expected);

    [Theory]
    [InlineData("t: ", "3:15 WEIR2104")]
    [InlineData("t: {}", "3:14 WEIR2103")]
    [InlineData("t: { source: raw }", "3:24 WEIR2302")]
    [InlineData("t: { source: rww/a.json }", "3:24 WEIR2301")]
    [InlineData("t: { source: raw/a }", "3:24 WEIR2401")]
    [InlineData("t: { source: 'raw/a.{json,csv}' }", "3:24 WEIR2401")]
    [InlineData("t: { source: raw/a.parquet.gz }", "3:24 WEIR2401")]
    [InlineData("t: { source: raw/a, format: xml }", "3:39 WEIR2105")]
    [InlineData("t: { source: raw/a.json, rows: '@.a' }", "3:42 WEIR2404")]
    [InlineData("t: { source: raw/a.json, rows: lines }", "3:42 WEIR2403")]
    [InlineData("t: { source: raw/a.csv, rows: $.a }", "3:41 WEIR2404")]
    [InlineData("t: { source: raw/a.json, columns: {} }", "3:45 WEIR2109")]
    [InlineData("t: { source: raw/a.json, columns: { a: [int] } }", "3:50 WEIR2104")]
    [InlineData("t: { source: raw/a.json, columns: { a: } }", "3:50 WEIR2104")]
    [InlineData("t: { source: raw/a.json, columns: { a: number } }", "3:50 WEIR2402")]
    [InlineData("t: { source: raw/a.json, columns: { a: {} } }", "3:50 WEIR2103")]
    [InlineData("t: { source: raw/a.json, columns: { a: { type: bigit } } }", "3:58 WEIR2402")]
    [InlineData("t: { source: raw/a.json, columns: { a: { type: 'decimal(39)' } } }", "3:58 WEIR2402")]
    [InlineData("t: { source: raw/a.json, columns: { a: { type: int, path: x } } }", "3:69 WEIR2403")]
    [InlineData("t: { source: raw/a.json, columns: { a: { type: int, path: '$.x[*]' } } }", "3:69 WEIR2404")]
    [InlineData("t: { source: raw/a.csv, columns: { a: { type: int, path: $.x } } }", "3:68 WEIR2404")]
    [InlineData("t: { source: raw/a.parquet, columns: { a: { type: int, path: '@.x.y' } } }", "3:72 WEIR2404")]
    [InlineData("t: { source: raw/a.json, columns: { _WEIR_x: { type: int } } }", "3:47 WEIR2205")]
    [InlineData("t: { source: raw/a.json, columns: { a: { type: int }, A: { type: int } } }", "3:65 WEIR2207")]
    [InlineData("t: { source: raw/a.json, columns: { '': { type: int } } }", "3:47 WEIR2204")]
    [InlineData("t: { source: raw/a.json, columns: { \"a\\tb\": { type: int } } }", "3:47 WEIR2204")]
    [InlineData("t: { source: raw/a.json, write_disposition: scd2 }", "3:55 WEIR2406")]
    [InlineData(
        "t: { source: raw/a.json, write_disposition: merge, primary_key: [a], columns: { a: { type: int } }, scd2: { missing: close } }", "3:117 WEIR2441")]
    [InlineData(
        "t: { source: raw/a.json, write_disposition: scd2, primary_key: [a], dedup_sort: [b], columns: { a: { type: int }, b: { type: int } } }",
        "3:91 WEIR2442")]
    [InlineData(
        "t: { source: raw/a.json, write_disposition: scd2, primary_key: [a], columns: { a: { type: int }, VALID_TO: { type: date } } }",
        "3:55 WEIR2443")]
    [InlineData(
        "t: { source: raw/a.json, write_disposition: scd2, primary_key: [a], columns: { a: { type: int } }, scd2: { valid_from: x, valid_to: X } }",
        "3:116 WEIR2443")]
    [InlineData("t: { source: raw/a.csv, format: { date_format: '%d.%m' }, columns: { a: { type: date } } }", "3:58 WEIR2444")]
    [InlineData("t: { source: raw/a.csv, format: { date_format: '%d.%m.%Y' } }", "3:58 WEIR2445")]
    [InlineData("t: { source: raw/a.json }, T__x: { source: raw/b.json }", "3:38 WEIR2413")]
    [InlineData("t: { source: raw/a.json }, main.t__x: { source: raw/b.csv, columns: { a: int } }", "3:38 WEIR2413")]
    [InlineData("t: { source: raw/a.json, columns: { a: int } }, t__x: { source: raw/b.json }", "")]
    [InlineData("t: { source: raw/a.csv }, t__x: { source: raw/b.json }, other.t__x: { source: raw/b.json }, t_y: { source: raw/c.json }", "")]
    [InlineData("t: { source: raw/a.json, write_disposition: merge }", "3:55 WEIR2406")]
    [InlineData("t: { source: raw/a.json, primary_key: [a] }", "3:49 WEIR2406")]
    [InlineData("t: { source: raw/a.json, write_disposition: merge, primary_key: [a] }", "")]
    [InlineData("t: { source: raw/a.json, write_disposition: merge, primary_key: [a, A] }", "3:79 WEIR2407")]
    [InlineData("t: { source: raw/a.json, write_disposition: scd2, primary_key: [a] }", "3:55 WEIR2406")]
    [InlineData(
        "t: { source: raw/a.json, write_disposition: merge, primary_key: [b, a, A], dedup_sort: [c], columns: { a: { type: integer } } }",
        "3:76 WEIR2407,3:82 WEIR2407,3:99 WEIR2407")]
    [InlineData("t: { source: raw/a.json, write_disposition: apend }", "3:55 WEIR2105")]
    [InlineData("t: { source: [] }", "3:24 WEIR2109")]
    [InlineData("t: { source: [raw/a.json, raw/b.csv] }", "3:24 WEIR2401")]
    [InlineData("t: { source: [raw/a.json, nowhere/b.json, raw] }", "3:37 WEIR2301,3:53 WEIR2302")]
    [InlineData("t: { source: raw/a.json, schema_contract: frees }", "3:53 WEIR2105")]
    [InlineData("t: { source: raw/a.json, format: { delimiter: ';' } }", "3:57 WEIR2410")]
    [InlineData("t: { source: raw/a.parquet, format: { encoding: latin-1 } }", "3:59 WEIR2410")]
    [InlineData("t: { source: raw/a.csv, format: { delimiter: ';;', quote: '' } }", "3:56 WEIR2411,3:69 WEIR2411")]
    [InlineData("t: { source: raw/a.csv, format: { delimiter: '|', quote: '|' } }", "3:43 WEIR2411")]
    [InlineData("t: { source: raw/a.csv, format: { compression: bz2 } }", "3:58 WEIR2102")]
    [InlineData("t: { source: raw/a.json, schema_contract: { columns: fail, types: freeze } }", "3:64 WEIR2105,3:77 WEIR2105")]
    [InlineData("t: { source: raw/a.json, schema_contract: evolve, columns: { a: { type: int } } }", "3:53 WEIR2409")]
    [InlineData("t: { source: raw/a.json, schema_contract: { types: evolve }, columns: { a: { type: int } } }", "3:53 WEIR2409")]
    [InlineData("t: { source: raw/a.json, columns: { a: { type: int, renamed_from: B }, b: { type: int } } }", "3:77 WEIR2408")]
    [InlineData("t: { source: raw/a.json, on_error: ignore }", "3:46 WEIR2105")]
    [InlineData("t: { source: raw/a.json, tests: [] }", "3:43 WEIR2109")]
    [InlineData("t: { source: raw/a.json, storage: {} }", "3:45 WEIR2103")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw/x }, write_disposition: scd2, primary_key: [a], columns: { a: { type: int } } }", "3:44 WEIR2437")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw/x, partition_by: [a], replace: partitions } }", "3:90 WEIR2438")]
    [InlineData("t: { source: raw/a.csv, write_disposition: replace, storage: { parquet: raw/x, replace: table } }", "3:99 WEIR2438")]
    [InlineData("t: { source: raw/a.csv, write_disposition: replace, storage: { parquet: raw/x, partition_by: [a], replace: all } }", "3:118 WEIR2105")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw } }", "3:55 WEIR2431")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw/../x } }", "3:55 WEIR2431")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: nowhere/x } }", "3:55 WEIR2301")]
    [InlineData("t: { source: raw/a.json, storage: { parquet: raw/x } }", "3:45 WEIR2435")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw/x, partition_by: [a b, 'date(c, Mars/Olympus)'] } }", "3:77 WEIR2432,3:82 WEIR2432")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw/x, partition_by: [a, month(c), b] }, columns: { a: { type: double }, c: { type: varchar } } }", "3:77 WEIR2433,3:80 WEIR2433,3:90 WEIR2432")]
    [InlineData("t: { source: raw/a.csv, storage: { parquet: raw/x, partition_by: [year(a), year(b)] }, columns: { a: { type: date }, b: { type: date }, Year: { type: int } } }", "3:77 WEIR2436,3:86 WEIR2436,3:86 WEIR2436")]
    [InlineData("weir.t: { source: raw/a.json }", "3:11 WEIR2205")]
    [InlineData("WEIR.t: { source: raw/a.json }", "3:11 WEIR2205")]
    [InlineData("a.b.c: { source: raw/a.json }", "3:11 WEIR2204")]
    [InlineData("a.: { source: raw/a.json }", "3:11 WEIR2204")]
    [InlineData("t: { source: raw/a.json }, T: { source: raw/a.json }", "3:38 WEIR2207")]
    [InlineData("t: { source: raw/a.json }, main.t: { source: raw/a.json }", "3:38 WEIR2207")]
    [InlineData("t: { source: raw/a.json }, other.t: { source: raw/a.json }", "")]
    [InlineData("t: { source: 'raw/**.json' }, weird: { source: 'raw/**.json' }", "")]
    public void A_mistake_of_a_table_has_its_place_and_code(string table, string expected) => Check($"{Start}tables: {{ {table} }}", expected);

    [Theory]
    [InlineData("raw/**", "raw/{{event.key}}", true)]
    [InlineData("raw/**", "raw/", true)]
    [InlineData("raw/**", "raw/out/{{event.name}}", true)]
    [InlineData("raw/**.json", "raw/out/{{event.name}}", true)]
    [InlineData("raw/**.json", "{{event.bucket}}/{{event.folder}}{{event.stem}}.json", true)]
    [InlineData("raw/{in,out}/*", "raw/out/{{event.name}}", true)]
    [InlineData("raw/in/**", "raw/out/{{event.name}}", false)]
    [InlineData("raw/*.json", "raw/out/{{event.name}}", false)]
    [InlineData("raw/**.json", "raw/{{event.folder}}{{event.stem}}.done", false)]
    [InlineData("raw/**.gz", "raw/{{trim_suffix event.key \".gz\"}}", false)]
    [InlineData("raw/**", "curated/{{event.key}}", false)]
    [InlineData("raw/[!x]*", "raw/y{{event.name}}", true)]
    public void A_step_that_triggers_its_own_pipeline_is_a_mistake(string pattern, string to, bool loops)
    {
        foreach (var step in new[] { "copy", "move" })
        {
            Check(
                $"{Start}pipelines:\n  x:\n    triggers:\n      - object_created: '{pattern}'\n    steps:\n"
                + $"      - {step}: {{ from: 'raw/{{{{event.key}}}}', to: '{to}' }}\n",
                loops ? "8:48 WEIR2303" : "");
        }
    }

    [Theory]
    [InlineData("cur/**", "raw/{{event.key}}", "'x' and 'y' would trigger one another for ever: raw/a makes 'x' write cur/a, which makes 'y' write raw/a")]
    [InlineData("cur/**", "z/", "'x', 'y' and 'z' would trigger one another for ever: raw/a makes 'x' write cur/a, which makes 'y' write z/a, which makes 'z' write raw/a")]
    [InlineData("cur/**", "out/{{event.key}}", null)]
    [InlineData("cur/*.b", "raw/{{event.key}}", "'y' and 'x' would trigger one another for ever: cur/a.b makes 'y' write raw/a.b, which makes 'x' write cur/a.b")]
    [InlineData("out/**", "raw/{{event.key}}", null)]
    public void Pipelines_that_trigger_one_another_are_a_mistake(string pattern, string to, string? loop)
    {
        var mistakes = ProjectFolder.Mistakes($$$"""
            project: p
            buckets: { raw: , cur: , z: , out: }
            pipelines:
              x: { triggers: [object_created: 'raw/**'], steps: [copy: { from: 'raw/{{event.key}}', to: cur/ }] }
              y: { triggers: [object_created: '{{{pattern}}}'], steps: [delete: cur/b, move: { from: 'cur/{{event.key}}', to: '{{{to}}}' }] }
              z: { triggers: [object_created: 'z/*'], steps: [copy: { from: 'z/{{event.key}}', to: raw/ }] }
            """);

        Assert.Equal(
            loop is null ? [] : [$"weir.yaml:{(loop.Contains("cur/a.b makes", StringComparison.Ordinal) ? 5 : 4)}:3 WEIR2303 The pipelines {loop}."],
            mistakes.Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code} {d.Failure.Message}"));
    }

    [Theory]
    [InlineData("raw/**", true)]
    [InlineData("raw/**.zip", false)]
    public void An_archive_that_is_unpacked_into_its_own_trigger_is_a_mistake(string pattern, bool loops) =>
        Check(
            $"{Start}pipelines: {{ x: {{ triggers: [object_created: '{pattern}'], steps: [unzip: {{ from: 'raw/{{{{event.key}}}}', to: raw/x/ }}] }} }}",
            loops ? $"3:{99 + pattern.Length} WEIR2303" : "");

    [Theory]
    [InlineData("to: raw/acme, from: work", "3:93 WEIR2307")]
    [InlineData("to: raw/acme, from: []", "3:93 WEIR2109")]
    [InlineData("to: raw/acme, from: [nowhere/x]", "3:94 WEIR2301")]
    [InlineData("to: raw/acme", "3:71 WEIR2103")]
    [InlineData("to: raw/acme, from: curated/x/, keep: 0", "3:111 WEIR2106")]
    [InlineData("to: raw/acme/datasets/LATEST, from: curated/x/", "3:77 WEIR2801")]
    [InlineData("to: raw, from: curated/x/", "3:77 WEIR2307")]
    [InlineData("to: raw/, from: curated/x/", "")]
    [InlineData("to: 'raw/{{event.stem}}', from: ['curated/{{event.key}}', curated/x/, 'curated/{a,b}/**']", "")]
    public void A_mistake_of_a_dataset_has_its_place_and_code(string dataset, string expected) =>
        Check($"{Start}pipelines: {{ x: {{ triggers: [object_created: raw/a], steps: [dataset: {{ {dataset} }}] }} }}", expected);

    [Theory]
    [InlineData("raw/**", "raw/", true)]
    [InlineData("raw/**", "'raw/**'", true)]
    [InlineData("raw/x/**", "raw/x/", false)]
    [InlineData("raw/*.json", "raw/", false)]
    [InlineData("curated/**", "curated/", false)]
    public void A_dataset_that_is_published_into_its_own_trigger_is_a_mistake(string pattern, string from, bool loops) =>
        Check(
            $"{Start}pipelines: {{ x: {{ triggers: [object_created: '{pattern}'], steps: [dataset: {{ to: raw/acme, from: {from} }}] }} }}",
            loops ? $"3:{74 + pattern.Length} WEIR2303" : "");

    [Theory]
    [InlineData("to: raw/x.csv", "3:70 WEIR2110")]
    [InlineData("to: raw/x.csv, table: t, query: SELECT 1", "3:97 WEIR2110")]
    [InlineData("table: t", "3:70 WEIR2103")]
    [InlineData("to: raw/x.csv, table: t, format: xml", "3:105 WEIR2105")]
    [InlineData("to: raw/x.csv, table: t, partition_by: [a]", "3:76 WEIR2803")]
    [InlineData("to: curated/x/, table: t, partition_by: [a, b], format: csv, replace: true", "")]
    public void A_mistake_of_an_export_has_its_place_and_code(string export, string expected) =>
        Check($"{Start}pipelines: {{ x: {{ triggers: [object_created: raw/a], steps: [export: {{ {export} }}] }} }}", expected);

    [Theory]
    [InlineData("pipelines: { x: { triggers: [object_created: raw/datasets/LATEST/a], steps: [delete: raw/a] } }", "3:46 WEIR2802")]
    [InlineData("tables: { t: { source: 'raw/a/datasets/LATEST/*.json' } }", "3:24 WEIR2802")]
    [InlineData("tables: { t: { source: 'raw/a/datasets/LATEST/{x}.json' } }", "3:24 WEIR2802")]
    [InlineData("tables: { t: { source: 'raw/a/datasets/*/x.json' } }", "")]
    public void A_pattern_that_names_the_newest_dataset_is_a_mistake(string yaml, string expected) => Check(Start + yaml, expected);

    [Fact]
    public void The_same_name_in_two_files_is_a_mistake_that_names_both()
    {
        using var folder = ProjectFolder.Of(Start + "tables:\n  t: { source: raw/a.json }\n")
            .With("tables/t.yaml", "source: raw/b.json\n")
            .With("tables/u.yaml", "# u\ntables:\n  t: { source: raw/c.json }\n  v: { source: raw/c.json }\nother: 1\n");

        Assert.Equal(
            ["tables/t.yaml:1:1: WEIR2206 The table 't' is declared twice: in weir.yaml:4 and in tables/t.yaml:1.",
             "tables/u.yaml:3:3: WEIR2206 The table 't' is declared twice: in weir.yaml:4 and in tables/u.yaml:3.",
             "tables/u.yaml:5:1: WEIR2101 'other' stands beside 'tables' in tables/u.yaml."],
            folder.Read().Diagnostics.Select(d => d.ToString()));
    }

    [Fact]
    public void Mistakes_of_all_files_are_reported_at_once_in_reading_order()
    {
        using var folder = ProjectFolder.Of("project: P\nbuckets: { raw: , Bad: }\npipelines: 5\ntables: { a: { source: raw/a.json, columns: 3 } }\n")
            .With("pipelines/x.yaml", "triggers: [object_created: rw/a]\nsteps: [delete: 'raw/{{event.kee}}']\nretry: { interval: 5 }\n")
            .With("pipelines/y.yaml", "triggers: [")
            .With("pipelines/z.yaml", "- a\n")
            .With("tables/b.yaml", "source: raw/b.json\nrws: $.a\n");

        Assert.Equal(
            [
                "weir.yaml:1:10 WEIR2201", "weir.yaml:2:19 WEIR2202", "weir.yaml:3:12 WEIR2104", "weir.yaml:4:45 WEIR2104",
                "pipelines/x.yaml:1:28 WEIR2301", "pipelines/x.yaml:2:22 WEIR2502", "pipelines/x.yaml:3:20 WEIR2104",
                "pipelines/y.yaml:1:11 WEIR2005", "pipelines/z.yaml:1:1 WEIR2104", "tables/b.yaml:2:1 WEIR2101",
            ],
            folder.Read().Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code}"));
    }

    [Fact]
    public void Every_mistake_has_a_sentence_and_a_fix()
    {
        var all = ProjectFolder.Mistakes("""
            project: P
            buckets: { Raw: { path: .weir }, raw: , raw: }
            pipelines:
              x:
                triggers: [object_created: rw/***, schedule: x, {}]
                steps: [delete: "raw/{{even.key}}", copy: { from: 5 }, unzip: { from: raw/a, to: raw, max_ratio: 0 }]
                retry: { interval: 5, max_interval: 5x, max_attempts: a }
            tables: { t: { source: raw/a, format: x, columns: [], on_error: z, tests: 1 }, T: 5 }
            """);

        Assert.True(all.Count > 15);
        Assert.All(all, d => Assert.Matches("^[A-Z'].*[.]$", d.Failure.Message));
        Assert.All(all, d => Assert.NotEmpty(d.Failure.Hint!));
    }

    private static void Check(string yaml, string expected, string? hint = null)
    {
        IReadOnlyList<Diagnostic> mistakes = ProjectFolder.Mistakes(yaml);

        Assert.Equal(expected, string.Join(',', mistakes.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
        if (hint is not null)
        {
            Assert.Equal(hint, mistakes[0].Failure.Hint);
        }
    }
}
