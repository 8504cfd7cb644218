namespace Weir.Functions.RuntimeApi;

/// <summary>What becomes of an answer that a process sends.</summary>
internal enum Receipt
{
    /// <summary>It is the answer to the invocation.</summary>
    Taken,

    /// <summary>The invocation has its answer already.</summary>
    Repeated,

    /// <summary>The process was given no such invocation.</summary>
    Unknown,
}
