using Weir.Bench;
using Weir.Bench.Api;
using Weir.Bench.Checks;
using Weir.Bench.Events;
using Weir.Bench.Functions;
using Weir.Bench.Growth;
using Weir.Bench.Lake;
using Weir.Bench.Landing;
using Weir.Bench.Large;
using Weir.Bench.Latency;
using Weir.Bench.Measuring;
using Weir.Bench.Memory;
using Weir.Bench.Merge;
using Weir.Bench.Pages;
using Weir.Bench.Reconcile;
using Weir.Bench.Runs;
using Weir.Bench.S3;
using Weir.Bench.Schemas;
using Weir.Bench.Small;
using Weir.Bench.Unzip;

var benches = new Dictionary<string, Func<BenchOptions, Workspace, Task<Section>>>
{
    ["small"] = SmallBench.RunAsync,
    ["large"] = LargeBench.RunAsync,
    ["merge"] = MergeBench.RunAsync,
    ["reconcile"] = ReconcileBench.RunAsync,
    ["schemas"] = SchemasBench.RunAsync,
    ["checks"] = ChecksBench.RunAsync,
    ["lake"] = LakeBench.RunAsync,
    ["s3"] = S3Bench.RunAsync,
    ["landing"] = LandingBench.RunAsync,
    ["events"] = EventsBench.RunAsync,
    ["latency"] = LatencyBench.RunAsync,
    ["memory"] = MemoryBench.RunAsync,
    ["growth"] = GrowthBench.RunAsync,
    ["unzip"] = UnzipBench.RunAsync,
    ["functions"] = FunctionsBench.RunAsync,
    ["runs"] = RunsBench.RunAsync,
    ["api"] = ApiBench.RunAsync,
    ["viewers"] = ViewersBench.RunAsync,
};

var options = BenchOptions.Read(args);
if (options is null || (options.Bench != "all" && !benches.ContainsKey(options.Bench)))
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var workspace = new Workspace(options.Work, TimeProvider.System);
var heading = $"## {(options.Quick ? "Quick run" : "Run")}\n\n{Machine.Describe(TimeProvider.System, options.Work)}\n\n";
Console.Write(heading);
var results = new List<Section>();
foreach (var name in options.Bench == "all" ? [.. benches.Keys] : (string[])[options.Bench])
{
    Progress.Say(name);
    var section = await benches[name](options, workspace);
    Console.WriteLine(section.Markdown());
    results.Add(section);
}

if (options.Record is { } file)
{
    await File.AppendAllTextAsync(file, $"\n{heading}{string.Join('\n', results.Select(section => section.Markdown()))}");
}

return 0;
