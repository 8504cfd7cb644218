namespace Weir.Server.Api.Bodies;

/// <summary>Asks to merge small files.</summary>
/// <param name="TargetBytes">How large a file is to be; 128 MB when it is not said.</param>
internal sealed record CompactBody(long? TargetBytes = null);
