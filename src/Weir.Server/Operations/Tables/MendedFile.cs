namespace Weir.Server.Operations.Tables;

/// <summary>A file that was mended and landed again.</summary>
/// <param name="File">The object as it is now.</param>
/// <param name="RowsRemoved">How many rows of the load before were taken out for it.</param>
internal sealed record MendedFile(ListedObject File, long RowsRemoved);
