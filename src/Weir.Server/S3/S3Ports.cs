using Weir.Engine.Objects;
using Weir.Engine.Triggers;
using Weir.Projects;
using Weir.Server.Access;

namespace Weir.Server.S3;

/// <summary>What the endpoint stands on.</summary>
internal sealed record S3Ports
{
    public required ProjectDefinition Project { get; init; }

    /// <summary>Where objects come in.</summary>
    public required Landing Landing { get; init; }

    public required IObjectStore Objects { get; init; }

    public required IObjectAttributes Attributes { get; init; }

    public required IUploads Uploads { get; init; }

    public required IUploadParts UploadParts { get; init; }

    /// <summary>Where changes are noted.</summary>
    public required AuditTrail Audit { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Is told the secrets of pairs that are made later, so that no log shows them.</summary>
    public Action<string> Learn { get; init; } = _ => { };
}
