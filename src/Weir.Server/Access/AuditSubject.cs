using Weir.Server.Api.Bodies;
using Weir.Server.Operations;

namespace Weir.Server.Access;

/// <summary>What a request is about, for the audit log: names, never contents.</summary>
internal sealed class AuditSubject
{
    private const int MostNamed = 5;

    /// <summary>As it will be noted; none when nothing has said so.</summary>
    public string? On { get; private set; }

    /// <summary>Learns it from what a request orders. What its path names is known without.</summary>
    public void Learn(object order) => On = order switch
    {
        Removal removal => Several(removal.Names),
        Redrive redrive => redrive.Ids is { } ids ? Several([.. ids.Select(id => $"{id}")]) : "all",
        MessageOrder message => message.Topic,
        DatasetOrder dataset => dataset.Root,
        DatasetRemoval datasets => datasets.Root,
        ExportOrder export => export.To,
        UnloadBody { DryRun: true } => "dry run",
        WordBody { Step: { } step } => $"step {step}",
        BackfillOrder backfill => backfill.Target,
        _ => On,
    };

    private static string Several(IReadOnlyList<string> names) =>
        names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";
}
