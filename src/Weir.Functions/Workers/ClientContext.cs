namespace Weir.Functions.Workers;

/// <summary>What a function is told beside its event, in the form that AWS Lambda has for what mobile clients tell.</summary>
/// <param name="Custom">The files of the invocation.</param>
internal sealed record ClientContext(ClientContext.Files Custom)
{
    /// <summary>Where the files of an invocation are.</summary>
    /// <param name="From">The file that goes in; none when none does.</param>
    /// <param name="To">The folder for the files that come out; none when none are taken.</param>
    internal sealed record Files(string? From, string? To);
}
