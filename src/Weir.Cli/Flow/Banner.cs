using Weir.Cli.Composition;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Pipelines;

namespace Weir.Cli.Flow;

/// <summary>Says what a flow serves when it is ready.</summary>
internal static class Banner
{
    public static void Print(Terminal terminal, RunningFlow flow, ProjectPlace place, TimeSpan elapsed)
    {
        var (to, ink, project) = (terminal.Out, terminal.Ink, flow.Session.Project);
        to.WriteLine($"{ink.Bold($"weir {project.Name}")} {ink.Dim($"({place.Environment}, revision {project.Revision})")}");
        foreach (var bucket in project.Buckets.Values)
        {
            to.WriteLine($"  {ink.Dim("bucket   ")} {bucket.Name}{(bucket.Path is { } path ? ink.Dim($"  {path}") : "")}");
        }

        foreach (var pipeline in project.Pipelines.Values)
        {
            var patterns = pipeline.Triggers.OfType<TriggerDefinition.ObjectCreated>().Select(trigger => trigger.Pattern.Text);
            var steps = string.Join(", ", pipeline.Steps.Select(step => step.Kind));
            to.WriteLine($"  {ink.Dim("pipeline ")} {pipeline.Name}  {ink.Dim($"{string.Join(", ", patterns)} → {steps}")}");
        }

        foreach (var table in project.Tables.Values)
        {
            to.WriteLine($"  {ink.Dim("table    ")} {table.Name}  {ink.Dim($"← {table.Source.Text}")}");
        }

        to.WriteLine($"  {ink.Dim("socket   ")} {Path.GetRelativePath(terminal.CurrentDirectory, flow.Socket)}");
        to.WriteLine($"{ink.Green("ready")} in {Quantity.Duration(elapsed)}");
        to.Flush();
    }
}
