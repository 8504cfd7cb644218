using System.Globalization;

namespace Weir.Bench;

/// <summary>What the caller asks for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        usage: dotnet run -c Release --project bench -- BENCH [--quick] [--runs N] [--only TEXT] [--record FILE] [--work DIR]

          BENCH          small, large, merge, checks, reconcile, schemas, lake, s3, landing, events, latency, memory, growth,
                         unzip, functions, runs, api, viewers, or all
          --quick        smaller inputs and fewer rounds, to see whether everything works
          --runs N       rounds of each comparison; 5 by default
          --only TEXT    measure only those whose name contains the text, to look at one of them closely
          --record FILE  append the results to this Markdown file
          --work DIR     where to work, on the disk to be measured; the temporary folder by default

        The events bench compares with Redis and RabbitMQ when they run: see bench/peers.sh.
        """;

    public required string Bench { get; init; }

    public required bool Quick { get; init; }

    public required int Runs { get; init; }

    public required string? Only { get; init; }

    public required string? Record { get; init; }

    public required string Work { get; init; }

    /// <summary>Reads the command line; nothing when it is not understood.</summary>
    public static BenchOptions? Read(IReadOnlyList<string> arguments)
    {
        string? bench = null, only = null, record = null, work = null;
        int? runs = null;
        var quick = false;
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var word))
        {
            switch (word)
            {
                case "--quick":
                    quick = true;
                    break;
                case "--runs" when rest.TryDequeue(out var count)
                    && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
                    runs = number;
                    break;
                case "--only" when rest.TryDequeue(out var text):
                    only = text;
                    break;
                case "--record" when rest.TryDequeue(out var file):
                    record = file;
                    break;
                case "--work" when rest.TryDequeue(out var folder):
                    work = folder;
                    break;
                case var name when bench is null && !name.StartsWith('-'):
                    bench = name;
                    break;
                default:
                    return null;
            }
        }

        return bench is null ? null : new BenchOptions
        {
            Bench = bench,
            Quick = quick,
            Runs = runs ?? (quick ? 2 : 5),
            Only = only,
            Record = record,
            Work = work ?? Path.Combine(Path.GetTempPath(), "weir-bench"),
        };
    }
}
