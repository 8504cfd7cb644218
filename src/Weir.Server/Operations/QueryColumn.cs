namespace Weir.Server.Operations;

/// <summary>A column of a query's answer.</summary>
/// <param name="Name">Its name; columns of one answer may share one.</param>
/// <param name="Type">Its SQL type, as the warehouse names it.</param>
internal sealed record QueryColumn(string Name, string Type);
