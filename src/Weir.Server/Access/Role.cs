namespace Weir.Server.Access;

/// <summary>What somebody may do. Each role may do what those before it may.</summary>
internal enum Role
{
    /// <summary>Looks at everything.</summary>
    Viewer,

    /// <summary>Runs, repeats, cancels, redrives, approves, uploads, loads and unloads.</summary>
    Operator,

    /// <summary>Says who may do what.</summary>
    Admin,
}
