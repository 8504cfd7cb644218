namespace Weir.Engine.Loads.Inference;

/// <summary>Finds a child table's rows in records and tries whether they fit, before anything of their file is written.</summary>
internal sealed class ChildCheck(FlatTable child)
{
    /// <summary>Finds the child's rows.</summary>
    public RowRoute Route { get; } = new(child.Route);

    /// <summary>Tries them.</summary>
    public RowFiller Filler { get; } = new(child.Columns);
}
