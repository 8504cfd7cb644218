using Weir.Pipelines;

namespace Weir.Engine.Triggers.Http;

/// <summary>A pipeline and the requests that start it.</summary>
internal sealed record HttpEndpoint(PipelineDefinition Pipeline, TriggerDefinition.Http Trigger)
{
    /// <summary>The methods and the path, as people say it.</summary>
    public override string ToString() => $"{string.Join('|', Trigger.Methods)} {Trigger.Path}";
}
