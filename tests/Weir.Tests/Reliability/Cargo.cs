using System.IO.Compression;
using System.Text;

namespace Weir.Tests.Reliability;

/// <summary>Makes the files that the crash tests put, and knows what must become of each.</summary>
/// <remarks>Every content is told from every other by its number, so a row says which content it comes from.</remarks>
internal sealed class Cargo(Random random)
{
    public const string Yaml =
        """
        project: crash
        buckets:
          raw: {}
          curated: {}
        pipelines:
          curate:
            triggers:
              - object_created: raw/orders/**.json
            steps:
              - copy:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
          carry:
            triggers:
              - object_created: raw/moving/**.json
            steps:
              - move:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}"
          unpack:
            triggers:
              - object_created: raw/archives/**.zip
            steps:
              - unzip:
                  from: "{{event.bucket}}/{{event.key}}"
                  to: "curated/{{event.key}}/"
        tables:
          lines:
            source: curated/**.json
            rows: $.lines[*]
            columns:
              put: { type: integer, path: $.put, nullable: false }
              n:   { type: integer, nullable: false }
          raw_lines:
            source: raw/orders/**.json
            rows: $.lines[*]
            columns:
              put: { type: integer, path: $.put, nullable: false }
              n:   { type: integer, nullable: false }
        """;

    private readonly List<(string Name, byte[] Content, Target[] Targets)> _made = [];
    private readonly Lock _gate = new();
    private int _puts;

    /// <summary>What one order is to put: often a single file, at times a batch, an overwriting or the same once more.</summary>
    public IReadOnlyList<(string Name, byte[] Content, Target[] Targets)> Next()
    {
        lock (_gate)
        {
            var count = random.Next(4) == 0 ? random.Next(2, 40) : 1;
            var files = Enumerable.Range(0, count).Select(_ => NextFile()).DistinctBy(f => f.Name).ToList();
            _made.AddRange(files);
            return files;
        }
    }

    private (string Name, byte[] Content, Target[] Targets) NextFile() => random.Next(10) switch
    {
        // The same content under the same name.
        0 when _made.Count > 0 => _made[random.Next(_made.Count)],
        1 => Archive($"archives/{random.Next(20)}.zip"),
        2 or 3 => Moving($"moving/{random.Next(500)}.json"),

        // Few names, so that many are overwritten.
        4 or 5 => Order($"orders/same/{random.Next(10)}.json"),
        _ => Order($"orders/{random.Next(100)}/{_puts}.json"),
    };

    private (string Name, byte[] Content, Target[] Targets) Order(string key)
    {
        var (put, content, rows, refused) = Document();
        return (
            $"raw/{key}",
            content,
            [new Target("lines", $"curated/{key}", put, rows, refused), new Target("raw_lines", $"raw/{key}", put, rows, refused)]);
    }

    private (string Name, byte[] Content, Target[] Targets) Moving(string key)
    {
        var (put, content, rows, refused) = Document();
        return ($"raw/{key}", content, [new Target("lines", $"curated/{key}", put, rows, refused)]);
    }

    private (string Name, byte[] Content, Target[] Targets) Archive(string key)
    {
        var archive = new MemoryStream();
        var targets = new List<Target>();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var entry = random.Next(1, 12); entry > 0; entry--)
            {
                var (put, content, rows, refused) = Document();
                using var stream = zip.CreateEntry($"part/{entry}.json").Open();
                stream.Write(content);
                targets.Add(new Target("lines", $"curated/{key}/part/{entry}.json", put, rows, refused));
            }
        }

        return ($"raw/{key}", archive.ToArray(), [.. targets]);
    }

    private (int Put, byte[] Content, int Rows, int Refused) Document()
    {
        var put = _puts++;
        var rows = random.Next(100) == 0 ? 5_000 : random.Next(1, 6);
        var refused = random.Next(10) == 0 ? 1 : 0;
        var lines = Enumerable.Range(0, rows).Select(n => $$"""{"n":{{n}}}""")
            .Concat(Enumerable.Range(0, refused).Select(_ => $$"""{"n":"none","of":{{put}}}"""));
        return (put, Encoding.UTF8.GetBytes($$"""{"put":{{put}},"lines":[{{string.Join(',', lines)}}]}"""), rows, refused);
    }
}
