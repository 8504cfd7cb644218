using Weir.Cli.Composition;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Pipelines;
using Weir.Projects;

namespace Weir.Cli.Flow;

/// <summary>Says what a flow serves when it is ready.</summary>
internal static class Banner
{
    public static void Print(Terminal terminal, RunningFlow flow, ProjectPlace place, TimeSpan elapsed, bool stays)
    {
        var (to, ink, project) = (terminal.Out, terminal.Ink, flow.Session.Project);
        to.WriteLine($"{ink.Bold($"weir {project.Name}")} {ink.Dim($"({place.Environment}, revision {project.Revision})")}");
        var parts = PartsOf(project).ToList();
        var (kinds, names) = (Widest(parts.Select(part => part.Kind)), Widest(parts.Select(part => part.Name)));
        foreach (var (kind, name, about) in parts)
        {
            to.WriteLine($"  {ink.Dim(kind.PadRight(kinds))}  {(about.Length > 0 ? $"{name.PadRight(names)}  {ink.Dim(about)}" : name)}");
        }

        if (flow.Address is { } address)
        {
            to.WriteLine($"listens on {ink.Bold(address)}");
            foreach (var endpoint in flow.Endpoints)
            {
                to.WriteLine($"  {endpoint} {ink.Dim($"→ {endpoint.Pipeline.Name}")}");
            }
        }

        to.WriteLine($"{ink.Green("ready")} in {Quantity.Duration(elapsed)}");
        if (stays && terminal.IsInteractive)
        {
            to.WriteLine(ink.Dim("Ctrl-C stops it. Meanwhile every other command works, in another terminal."));
        }

        to.Flush();
    }

    private static IEnumerable<(string Kind, string Name, string About)> PartsOf(ProjectDefinition project)
    {
        foreach (var bucket in project.Buckets.Values)
        {
            yield return ("bucket", bucket.Name, bucket.Path ?? "");
        }

        foreach (var pipeline in project.Pipelines.Values)
        {
            var patterns = pipeline.Triggers.OfType<TriggerDefinition.ObjectCreated>().Select(trigger => trigger.Filter.ToString());
            yield return ("pipeline", pipeline.Name, $"{string.Join(", ", patterns)} → {string.Join(", ", pipeline.Steps.Select(step => step.Kind))}");
        }

        foreach (var table in project.Tables.Values)
        {
            yield return ("table", table.Name, $"← {string.Join(", ", table.Sources.Select(source => source.Text))}");
        }
    }

    private static int Widest(IEnumerable<string> texts) => texts.Select(text => text.Length).DefaultIfEmpty().Max();
}
