using System.Diagnostics;
using System.Globalization;
using System.Text;

using Weir.Bench.Measuring;
using Weir.Engine.Functions;
using Weir.Functions;
using Weir.Project;

namespace Weir.Bench.Functions;

/// <summary>What an invocation of a warm function costs beside a bare loop over the same handler, one event at a time.</summary>
internal static class FunctionsBench
{
    private const double MostOverhead = 2;
    private const double LeastRate = 500;

    private const string Project =
        """
        project: bench
        functions:
          python: { concurrency: 1 }
          node: { concurrency: 1 }
          dotnet: { concurrency: 1 }
        """;

    private const string Python =
        """
        def handler(event, context):
            return {"total": sum(line["quantity"] * line["price"] for line in event["lines"])}
        """;

    /// <summary>Runs the handler as a program does that has nothing but it: text in, text out.</summary>
    private const string BareLoop =
        """
        import json, sys, time
        from handler import handler
        event, took = sys.argv[1], []
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter()
            json.dumps(handler(json.loads(event), None))
            took.append(time.perf_counter() - start)
        print(sorted(took)[len(took) // 2] * 1000)
        """;

    private const string Node =
        "export const handler = async (event) => ({ total: event.lines.reduce((sum, line) => sum + line.quantity * line.price, 0) });\n";

    private const string CSharp =
        """
        public class Function
        {
            public record Line(int Quantity, double Price);
            public record Order(Line[] Lines);
            public object FunctionHandler(Order order) => new { total = order.Lines.Sum(line => line.Quantity * line.Price) };
        }
        """;

    private const string Event =
        """{"id": 7, "lines": [{"sku": "A", "quantity": 2, "price": 9.5}, {"sku": "B", "quantity": 1, "price": 20}, {"sku": "C", "quantity": 4, "price": 0.25}]}""";

    public static async Task<Section> RunAsync(BenchOptions options, Workspace workspace)
    {
        var folder = workspace.FreshFolder();
        await WriteAsync(folder);
        await using var functions = new LocalFunctions(ProjectReader.Read(folder).Definition!.Functions, folder, TimeProvider.System);
        var count = options.Quick ? 500 : 3_000;
        string[] names = ["python", "node", "dotnet"];
        var took = names.ToDictionary(name => name, _ => new List<double>());
        var slowest = names.ToDictionary(name => name, _ => new List<double>());
        var rates = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round <= options.Runs; round++)
        {
            bare.Add(await BareAsync(folder, count));
            foreach (var name in names)
            {
                var samples = await InvokeAsync(functions, name, count);
                took[name].Add(samples.Median);
                slowest[name].Add(samples.Percentile(0.99));
            }

            // Many callers, one process: it is never without work.
            rates.Add(await RateAsync(functions, "python", count));
            Progress.Say($"  round {round}/{options.Runs}: python {Figures.Text(took["python"][^1])} ms, dotnet {Figures.Text(took["dotnet"][^1])} ms, {Figures.Text(rates[^1])}/s");
        }

        // The first round is cold code.
        foreach (var list in took.Values.Concat(slowest.Values).Append(rates).Append(bare))
        {
            list.RemoveAt(0);
        }

        return Report(count, took, slowest, rates, bare);
    }

    private static Section Report(
        int count, Dictionary<string, List<double>> took, Dictionary<string, List<double>> slowest, List<double> rates, List<double> bare)
    {
        var section = new Section(string.Create(CultureInfo.InvariantCulture, $"Functions: {count:N0} invocations of a warm process, one at a time"));
        section.Head("ms", "p50", "min–max", "p99");
        section.Row("bare loop in Python", Figures.Text(new Samples(bare).Median), "", "");
        foreach (var (name, list) in took)
        {
            var samples = new Samples(list);
            section.Row(
                name, Figures.Text(samples.Median), $"{Figures.Text(samples.Least)}–{Figures.Text(samples.Greatest)}", Figures.Text(new Samples(slowest[name]).Median));
        }

        section.Hold(Goal.Ceiling("overhead of Python over the bare loop", [.. took["python"].Zip(bare, (a, b) => a - b)], MostOverhead, "ms"));
        section.Hold(Goal.Ceiling("whole invocation of .NET", took["dotnet"], MostOverhead, "ms"));
        section.Hold(Goal.Floor("one warm Python process", rates, LeastRate, "/s"));
        return section;
    }

    private static async Task<Samples> InvokeAsync(LocalFunctions functions, string name, int count)
    {
        var payload = Encoding.UTF8.GetBytes(Event);
        var took = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var result = await functions.InvokeAsync(new FunctionCall(name, payload, "bench"), default);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (result.Failure is { } failure)
            {
                throw new InvalidOperationException($"{failure.Message}\n{string.Join('\n', result.Log)}");
            }
        }

        return new Samples(took);
    }

    private static async Task<double> RateAsync(LocalFunctions functions, string name, int count)
    {
        const int callers = 4;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => InvokeAsync(functions, name, count / callers)));
        return count / callers * callers / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> BareAsync(string folder, int count)
    {
        var start = new ProcessStartInfo("python3", ["loop.py", Event, count.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = Path.Combine(folder, "functions/python"),
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        return double.Parse(await process.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task WriteAsync(string folder)
    {
        (string File, string Content)[] files =
        [
            ("weir.yaml", Project), ("functions/python/handler.py", Python), ("functions/python/loop.py", BareLoop),
            ("functions/node/index.mjs", Node), ("functions/dotnet/orders.cs", CSharp),
        ];
        foreach (var (file, content) in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
        }
    }
}
