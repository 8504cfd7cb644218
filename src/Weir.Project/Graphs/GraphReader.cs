using Weir.Notifications;
using Weir.Pipelines;
using Weir.Project.Reading;
using Weir.Projects;
using Weir.Reconciliations;
using Weir.Runs;

namespace Weir.Project.Graphs;

/// <summary>Finds what goes from where to where in a project. Its files say it; nothing that ran is asked.</summary>
internal sealed class GraphReader
{
    private readonly ProjectDefinition _project;
    private readonly Dictionary<string, GraphNode> _nodes = new(StringComparer.Ordinal);
    private readonly List<GraphEdge> _edges = [];

    private GraphReader(ProjectDefinition project) => _project = project;

    /// <summary>Draws up the graph of a project.</summary>
    public static ProjectGraph Of(ProjectDefinition project)
    {
        var reader = new GraphReader(project);
        reader.Read();
        return new ProjectGraph(
            project.Name,
            [.. reader._nodes.Values.OrderBy(node => node.Kind).ThenBy(node => node.Name, StringComparer.Ordinal)],
            [.. reader._edges.Distinct()]);
    }

    private void Read()
    {
        foreach (var bucket in _project.Buckets.Keys)
        {
            Node(NodeKind.Bucket, bucket);
        }

        foreach (var function in _project.Functions.Keys)
        {
            Node(NodeKind.Function, function);
        }

        foreach (var table in _project.Tables.Values)
        {
            var node = Node(NodeKind.Table, table.Name);
            foreach (var source in table.Sources)
            {
                Edge(Node(NodeKind.Bucket, source.Bucket), node, source.Text[(source.Bucket.Length + 1)..]);
            }

            if (table.Storage is { } storage)
            {
                Edge(node, Node(NodeKind.Bucket, storage.Bucket), "Parquet");
            }
        }

        foreach (var reconciliation in _project.Reconciliations.Values)
        {
            var node = Node(NodeKind.Reconciliation, reconciliation.Name);
            ReadSide(reconciliation.Source, "source", node);
            ReadSide(reconciliation.Target, "target", node);
            if (reconciliation.Schedule is { } schedule)
            {
                Edge(Node(NodeKind.Schedule, $"{schedule}"), node, "");
            }
        }

        foreach (var pipeline in _project.Pipelines.Values)
        {
            ReadPipeline(pipeline);
        }

        foreach (var target in _project.OnFailure)
        {
            Edge(Node(NodeKind.Failures, "anything that fails"), Node(target.Channel), "");
        }
    }

    private void ReadSide(ReconciliationSide side, string label, string node)
    {
        if (side.Files is { } files)
        {
            foreach (var source in files.Sources)
            {
                Edge(Node(NodeKind.Bucket, source.Bucket), node, label);
            }
        }
        else if (side.Connection is { } connection)
        {
            Edge(Node(NodeKind.Connection, connection), node, label);
        }
        else if (!side.IsQuery && _project.Tables.Keys.FirstOrDefault(name => name == side.Text.Replace("\"", "", StringComparison.Ordinal)) is { } table)
        {
            Edge(Node(NodeKind.Table, table), node, label);
        }
    }

    private void ReadPipeline(PipelineDefinition pipeline)
    {
        var node = Node(NodeKind.Pipeline, pipeline.Name);
        _nodes[node] = _nodes[node] with { Steps = [.. StepsOf(pipeline)] };
        foreach (var trigger in pipeline.Triggers)
        {
            ReadTrigger(trigger, node);
        }

        var starting = _edges.Where(edge => edge.To == node).Select(edge => edge.From).ToHashSet();
        var samples = TriggerLoops.Filters(pipeline.Triggers).SelectMany(PatternSamples.Of).ToList();
        foreach (var step in pipeline.AllSteps)
        {
            foreach (var read in StepFlow.ReadBy(step).Select(bucket => Node(NodeKind.Bucket, bucket)).Where(bucket => !starting.Contains(bucket)))
            {
                Edge(read, node, "reads");
            }

            foreach (var written in StepFlow.WrittenBy(step, samples))
            {
                Edge(node, Node(NodeKind.Bucket, written), "", step.Name);
            }

            ReadStep(step, node);
        }

        foreach (var target in pipeline.OnFailure ?? [])
        {
            Edge(node, Node(target.Channel), "on failure");
        }
    }

    private void ReadTrigger(TriggerDefinition trigger, string node)
    {
        switch (trigger)
        {
            case TriggerDefinition.ObjectCreated created:
                var pattern = created.Filter.Pattern;
                Edge(Node(NodeKind.Bucket, pattern.Bucket), node, pattern.Text[(pattern.Bucket.Length + 1)..]);
                break;
            case TriggerDefinition.Schedule schedule:
                Edge(Node(NodeKind.Schedule, $"{schedule.Definition}"), node, "");
                break;
            case TriggerDefinition.RunFinished after:
                Edge(Node(NodeKind.Pipeline, after.Pipeline), node, after.Outcome is { } outcome ? $"after {Run.OutcomeOf(outcome)}" : "after");
                break;
            case TriggerDefinition.TableLoaded load:
                Edge(Node(NodeKind.Table, load.Table), node, "load");
                break;
            case TriggerDefinition.SchemaChanged change:
                Edge(Node(NodeKind.Table, change.Table), node, "schema change");
                break;
            case TriggerDefinition.Message message:
                Edge(Node(NodeKind.Topic, message.Topic), node, "");
                break;
            case TriggerDefinition.ReconciliationFinished finished:
                Edge(Node(NodeKind.Reconciliation, finished.Reconciliation), node, finished.Outcome ?? "any outcome");
                break;
            case TriggerDefinition.Http http:
                var request = Node(NodeKind.Http, $"{string.Join(", ", http.Methods)} {http.Path}");
                Edge(request, node, "");
                if (http.SaveTo is { } body && StepFlow.BucketOf(body) is { } bucket)
                {
                    Edge(request, Node(NodeKind.Bucket, bucket), "body");
                }

                break;
        }
    }

    private void ReadStep(StepDefinition step, string node)
    {
        switch (step)
        {
            case StepDefinition.Export { Definition.Table: { } table }:
                Edge(Node(NodeKind.Table, table), node, "reads");
                break;
            case StepDefinition.Publish publish:
                Edge(node, Node(NodeKind.Topic, publish.Topic), "", step.Name);
                break;
            case StepDefinition.Run run:
                Edge(node, Node(NodeKind.Pipeline, run.Pipeline), "runs", step.Name);
                break;
            case StepDefinition.Schedule later:
                Edge(node, Node(NodeKind.Pipeline, later.Pipeline), "runs later", step.Name);
                break;
            case StepDefinition.Function function:
                Edge(node, Node(NodeKind.Function, function.Called), "calls", step.Name);
                break;
            case StepDefinition.Notify notify:
                Edge(node, Node(notify.Channel), "", step.Name);
                break;
            case StepDefinition.Sql { Connection: { } connection }:
                Edge(node, Node(NodeKind.Connection, connection), "SQL", step.Name);
                break;
        }
    }

    /// <summary>The steps that stand in the pipeline itself: what is within a for_each is a part of it.</summary>
    private static IEnumerable<GraphStep> StepsOf(PipelineDefinition pipeline)
    {
        var before = new List<string>();
        foreach (var step in pipeline.Steps)
        {
            IReadOnlyList<string> after = step.Control.Needs ?? [.. before];
            before.RemoveAll(after.Contains);
            before.Add(step.Name);
            yield return new GraphStep(step.Name, step.Kind, after);
        }

        foreach (var step in pipeline.Always)
        {
            yield return new GraphStep(step.Name, step.Kind, [.. before]);
            before = [step.Name];
        }
    }

    /// <summary>A way to people, without its address: a secret may be in it.</summary>
    private string Node(NotificationChannel channel) => Node(NodeKind.Notification, channel.Kind);

    private string Node(NodeKind kind, string name)
    {
        var node = new GraphNode(kind, name);
        _nodes.TryAdd(node.Id, node);
        return node.Id;
    }

    private void Edge(string from, string to, string label, string? step = null) => _edges.Add(new GraphEdge(from, to, label) { Step = step });
}
