using System.Text;

using Weir.Project;

namespace Weir.Tests.Project.Reading;

public class FuzzTests
{
    private const string Good = """
        project: orders
        buckets: { raw: {}, curated: , inbox: { path: ./inbox } }
        pipelines:
          curate:
            triggers:
              - object_created: raw/orders/**.json
              - object_created: "raw/{a,b}/[c-d]?.csv"
            steps:
              - copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{lower (trim_suffix event.key '.x')}}" }
              - name: remove
                delete: "raw/{{#if event.key}}{{event.key}}{{else}}x{{/if}}"
              - unzip: { from: 'raw/{{event.key}}', to: "curated/{{date event.time 'yyyy'}}/", max_total_size: 10GB }
            retry: { max_attempts: 3, interval: 500ms, max_interval: 1h }
        tables:
          order_lines:
            source: curated/orders/**.json
            rows: $.lines[*]
            columns:
              order_id:   { type: bigint, path: $.id, nullable: false }
              sku:        { type: "decimal(10,2)", path: "@['s k'].u[0]" }
            tests:
              - not_null: [order_id]
              - { accepted_range: { column: sku, min: 1 }, severity: warn }
              - { accepted_values: { column: sku, values: [1, 2.5] }, quarantine: true, name: "two" }
              - matches: { column: sku, pattern: "[0-9]+" }
              - relationships: { column: sku, to: order_lines, field: sku }
              - sql: SELECT * FROM staged
        """;

    private static readonly string[] Pieces =
    [
        "\t", "\n", " ", "  ", "- ", ": ", ":", "{", "}", "{{", "}}", "[", "]", "\"", "'", "&a ", "*a", "!!x ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "#", "|\n", ">\n", "? ",
        "\0", "\u0001", "\u0085", "\uFEFF", "\r", "é", "😀", "\\", "**", "***", ",", "~", "null", "true", "5", "-1", "1e9", "{{#if ", "{{/if}}", "{{!", "(", ")",
    ];

    /// <summary>Mutations are drawn from a fixed seed, so that a failure comes back; a long run draws more of them.</summary>
    [Fact]
    public void Whatever_a_file_holds_reading_ends_in_diagnostics()
    {
        var random = new Random(20260131);
        var cases = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 200_000 : 2_000;
        using var folder = new ProjectFolder();
        for (var n = 0; n < cases; n++)
        {
            var mutant = Mutate(random);
            folder.With("weir.yaml", mutant);

            ReadProject read;
            try
            {
                read = folder.Read();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Case {n}: {Encoding.UTF8.GetString(mutant)}", e);
            }

            var lines = Encoding.UTF8.GetString(mutant).Split('\n', '\r', '\u0085', '\u2028', '\u2029').Length;
            Assert.True(read.Definition is null == read.Diagnostics.Count > 0);
            Assert.All(read.Diagnostics, d => Assert.True(d.Line >= 1 && d.Line <= lines + 1 && d.Column >= 1, $"{d}"));
        }
    }

    private static byte[] Mutate(Random random)
    {
        var text = new StringBuilder(Good);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(Math.Max(text.Length - 1, 1));
            switch (random.Next(6))
            {
                case 0:
                    text.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at - 1));
                    break;
                case 2:
                    text[at] = (char)random.Next(32, 127);
                    break;
                case 3:
                    var length = Math.Min(random.Next(1, 60), text.Length - at);
                    text.Insert(random.Next(text.Length), text.ToString(at, length));
                    break;
                case 4:
                    text.Length = Math.Max(at, 60);
                    break;
                default:
                    text.Replace("\n", random.Next(2) == 0 ? "\r\n" : "\n ", at, Math.Min(40, text.Length - at));
                    break;
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (random.Next(20) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(128, 256);
        }

        return bytes;
    }
}
