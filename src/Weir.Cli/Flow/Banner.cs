using System.Diagnostics;

using Weir.Cli.Composition;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Pipelines;
using Weir.Projects;
using Weir.Server.S3.Keys;

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

        if (flow.Web is { } web)
        {
            to.WriteLine($"page at {ink.Bold(web.Address)}  {ink.Dim("'weir open' signs a browser in")}");
            to.WriteLine($"API at {ink.Bold($"{web.Address}/api/v1")}  {ink.Dim($"token in {Path.GetRelativePath(place.Folder, web.TokenFile)}")}");
        }

        if (flow.S3 is { Credentials: { } credentials } s3)
        {
            PrintS3(terminal, s3.Endpoint, credentials, Path.GetRelativePath(place.Folder, credentials.Path));
        }

        to.WriteLine($"{ink.Green("ready")} in {Quantity.Duration(elapsed)}");
        if (stays && terminal.IsInteractive)
        {
            to.WriteLine(ink.Dim("Ctrl-C stops it. Meanwhile every other command works, in another terminal."));
        }

        to.Flush();
    }

    /// <summary>The keys themselves are shown once, when they are made.</summary>
    private static void PrintS3(Terminal terminal, string endpoint, CredentialsFile credentials, string path)
    {
        var (to, ink) = (terminal.Out, terminal.Ink);
        to.WriteLine($"S3 at {ink.Bold(endpoint)}  {ink.Dim($"AWS_SHARED_CREDENTIALS_FILE={path}")}");
        if (credentials.IsNew)
        {
            var pair = credentials.Pairs[0];
            to.WriteLine($"  new keys, shown once: AWS_ACCESS_KEY_ID={pair.Id} AWS_SECRET_ACCESS_KEY={pair.Secret}");
        }
    }

    private static IEnumerable<(string Kind, string Name, string About)> PartsOf(ProjectDefinition project)
    {
        foreach (var bucket in project.Buckets.Values)
        {
            yield return ("bucket", bucket.Name, bucket.Path ?? "");
        }

        foreach (var pipeline in project.Pipelines.Values)
        {
            yield return (
                "pipeline",
                pipeline.Name,
                $"{string.Join(", ", pipeline.Triggers.Select(TextOf).Distinct())} → {string.Join(", ", pipeline.Steps.Select(step => step.Kind))}");
        }

        foreach (var table in project.Tables.Values)
        {
            yield return ("table", table.Name, $"← {string.Join(", ", table.Sources.Select(source => source.Text))}");
        }
    }

    private static string TextOf(TriggerDefinition trigger) => trigger switch
    {
        TriggerDefinition.ObjectCreated landed => landed.Filter.ToString(),
        TriggerDefinition.Http http => $"{string.Join('|', http.Methods)} {http.Path}",
        TriggerDefinition.Schedule schedule => schedule.Definition.ToString(),
        TriggerDefinition.RunFinished run => $"after {run.Pipeline}",
        TriggerDefinition.TableLoaded loaded => $"load {loaded.Table}",
        TriggerDefinition.SchemaChanged changed => $"schema_change {changed.Table}",
        TriggerDefinition.ReconciliationFinished reconciled => $"reconciliation {reconciled.Reconciliation}",
        TriggerDefinition.Message message => $"message {message.Topic}",
        TriggerDefinition.Manual => "manual",
        _ => throw new UnreachableException(trigger.ToString()),
    };

    private static int Widest(IEnumerable<string> texts) => texts.Select(text => text.Length).DefaultIfEmpty().Max();
}
