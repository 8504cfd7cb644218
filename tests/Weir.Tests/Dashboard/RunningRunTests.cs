using System.Globalization;
using System.Text.RegularExpressions;

using Weir.Tests.Cli;

namespace Weir.Tests.Dashboard;

/// <summary>The pages of a run that goes on.</summary>
public sealed partial class RunningRunTests
{
    [Fact]
    public async Task It_says_how_long_it_goes_on_already_and_its_step_reaches_until_now()
    {
        using var project = new CliProject(
            """
            project: slow
            pipelines:
              slow:
                triggers: [{ manual: true }]
                steps: [{ shell: "until [ -e \"$WEIR_PROJECT_DIR/gate\" ]; do sleep 0.05; done" }]
            """);
        (await project.RunAsync("run", "slow", "--no-wait")).Fine();
        await using var pages = await DashboardHost.OpenAsync(project);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string run, text;
        while (!(run = Run().Match(text = (await pages.GetAsync("/runs")).Text).Value).StartsWith("/runs/", StringComparison.Ordinal))
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        // The step begins a moment after its run: soon that moment is little of all the time.
        var (from, width) = (0, 0);
        while (width < 900)
        {
            patience.Token.ThrowIfCancellationRequested();
            text = (await pages.GetAsync(run)).Text;
            var bar = Bar().Match(text);
            (from, width) = bar.Success ? (Number(bar.Groups[1]), Number(bar.Groups[2])) : (0, 0);
        }

        Assert.True(from + width >= 999, $"It reaches from {from} over {width}.");
        Assert.Matches("So far</dt><dd><span data-since=\"[^\"]+Z\">[0-9.]+ (ms|s)</span>", text);
        Assert.Matches("step-time\"><span data-since=\"[^\"]+Z\">[0-9.]+ (ms|s)</span>", text);
        Assert.Matches("data-label=\"Took\" class=\"number\"><span data-since=", (await pages.GetAsync("/runs")).Text);
        project.Write("gate", "");
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("/runs/run_[0-9a-f]{32}")]
    private static partial Regex Run();

    [GeneratedRegex("<rect x=\"([0-9]+)\" width=\"([0-9]+)\"")]
    private static partial Regex Bar();
}
