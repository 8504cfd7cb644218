using System.Diagnostics;
using System.Globalization;

using Weir.Runs;
using Weir.Tests.Flow;

using Xunit.Abstractions;

namespace Weir.Tests.Reliability;

/// <summary>Runs with very many steps.</summary>
public sealed class WideRunTests(ITestOutputHelper output)
{
    private static readonly int Items = Environment.GetEnvironmentVariable("WEIR_LONG_TESTS") == "1" ? 10_000 : 500;

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task For_each_of_very_many_items_its_step_is_done_once(int atATime)
    {
        var items = string.Join(',', Enumerable.Range(1, Items));
        await using var world = await World.StartAsync(
            $$$"""
            project: wide
            buckets: { raw: {} }
            pipelines:
              made:
                triggers: [{ object_created: raw/** }]
                steps:
                  - name: each
                    for_each: { in: "[{{{items}}}]", max_parallel: {{{atATime}}}, steps: [{ name: said, publish: { topic: t, message: "{{item_number}}" } }] }
            """);
        var start = Stopwatch.GetTimestamp();
        await world.PutAsync("raw/a", "x");
        await world.WhenIdleAsync();
        output.WriteLine($"{Items} items, {atATime} at a time: {Stopwatch.GetElapsedTime(start)}");

        var run = Assert.Single(await world.Environment.Runs.ListAsync(2, default));
        Assert.Equal((RunState.Succeeded, null), (run.State, run.Failure?.Message));
        var steps = await world.Environment.Runs.StepsAsync(run.Id, default);
        Assert.Equal(Items + 1, steps.Count);
        Assert.Equal(Items + 1, steps.Select(step => step.Step).Distinct().Count());
        Assert.All(steps, step => Assert.Equal(StepState.Succeeded, step.State));
    }

    [Fact]
    public async Task Two_hundred_steps_that_need_one_another_are_done_in_that_order()
    {
        var random = new Random(7);
        var needs = Enumerable.Range(0, 200).Select(at => Enumerable.Range(0, at).Where(_ => random.Next(at) < 4).ToList()).ToList();
        var steps = needs.Select((of, at) => string.Create(
            CultureInfo.InvariantCulture, $"      - {{ name: s{at}, needs: [{string.Join(", ", of.Select(need => $"s{need}"))}], copy: {{ from: raw/a, to: out/{at} }} }}\n"));
        await using var world = await World.StartAsync(
            "project: wide\nbuckets: { raw: {}, out: {} }\npipelines:\n  made:\n    triggers: [{ object_created: raw/** }]\n    steps:\n" + string.Concat(steps));
        var start = Stopwatch.GetTimestamp();
        await world.PutAsync("raw/a", "x");
        await world.WhenIdleAsync();
        output.WriteLine($"200 steps: {Stopwatch.GetElapsedTime(start)}");

        var run = Assert.Single(await world.Environment.Runs.ListAsync(2, default));
        Assert.Equal(RunState.Succeeded, run.State);
        var numbers = (await world.Environment.Runs.StepsAsync(run.Id, default)).ToDictionary(step => int.Parse(step.Step[1..], CultureInfo.InvariantCulture), step => step.Number);
        Assert.Equal(200, numbers.Count);
        for (var at = 0; at < needs.Count; at++)
        {
            Assert.All(needs[at], need => Assert.True(numbers[need] < numbers[at], $"s{at} ended before s{need}."));
        }
    }
}
