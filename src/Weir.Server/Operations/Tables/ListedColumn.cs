namespace Weir.Server.Operations.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the warehouse.</param>
/// <param name="Nullable">Whether the project lets it be empty; nothing when the project does not declare the column.</param>
/// <param name="LoadId">The load that added it, when that is still known.</param>
internal sealed record ListedColumn(string Name, string Type, bool? Nullable, long? LoadId);
