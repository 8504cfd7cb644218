namespace Weir.Project.Graphs;

/// <summary>What a node of the picture stands for.</summary>
internal enum NodeKind
{
    /// <summary>Where objects land.</summary>
    Bucket,

    /// <summary>What does steps.</summary>
    Pipeline,

    /// <summary>Rows in the warehouse.</summary>
    Table,

    /// <summary>Code that steps call.</summary>
    Function,

    /// <summary>Where messages are published.</summary>
    Topic,

    /// <summary>The times of a schedule.</summary>
    Schedule,

    /// <summary>Requests that come in.</summary>
    Http,

    /// <summary>A comparison of a source with its target.</summary>
    Reconciliation,

    /// <summary>A way to people.</summary>
    Notification,

    /// <summary>A database outside of the warehouse.</summary>
    Connection,

    /// <summary>Whatever fails in the project.</summary>
    Failures,
}
