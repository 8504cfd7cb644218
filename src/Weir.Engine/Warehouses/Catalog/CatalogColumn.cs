namespace Weir.Engine.Warehouses.Catalog;

/// <summary>A column as the warehouse has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the warehouse's words.</param>
internal sealed record CatalogColumn(string Name, string Type);
