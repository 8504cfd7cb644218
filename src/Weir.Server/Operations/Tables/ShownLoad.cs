namespace Weir.Server.Operations.Tables;

/// <summary>Where the rows of a load came from.</summary>
/// <param name="Load">The load.</param>
/// <param name="FileStands">Whether the file is in its bucket as it was read: <c>same</c>, <c>changed</c> or <c>gone</c>.</param>
/// <param name="CanUnload">Whether rows of it may stand in the table.</param>
/// <param name="CanReload">Whether its file can be loaded again as it is.</param>
/// <param name="UnloadsFirst">Whether rows of it are taken out before a mended file takes its place.</param>
internal sealed record ShownLoad(ListedLoad Load, string FileStands, bool CanUnload, bool CanReload, bool UnloadsFirst);
