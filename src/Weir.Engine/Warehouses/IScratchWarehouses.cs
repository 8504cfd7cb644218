namespace Weir.Engine.Warehouses;

/// <summary>Makes warehouses that last for a moment.</summary>
internal interface IScratchWarehouses
{
    /// <summary>Makes an empty one.</summary>
    /// <exception cref="Weir.Failures.UnavailableException">WEIR6001: the disk is full or refuses.</exception>
    IScratchWarehouse Open();
}
