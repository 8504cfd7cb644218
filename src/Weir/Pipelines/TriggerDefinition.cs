using Weir.Buckets;

namespace Weir.Pipelines;

/// <summary>What turns events into runs of a pipeline. A closed family.</summary>
public abstract record TriggerDefinition
{
    private TriggerDefinition()
    {
    }

    /// <summary>An object landed whose name matches.</summary>
    /// <param name="Pattern">Which objects.</param>
    public sealed record ObjectCreated(ObjectPattern Pattern) : TriggerDefinition;
}
