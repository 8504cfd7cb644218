namespace Weir.Loads;

/// <summary>The words under which load statuses are stored and shown.</summary>
public static class LoadStatusNames
{
    /// <summary>The word for a status, such as <c>PARTIALLY_LOADED</c>.</summary>
    /// <param name="status">The status.</param>
    public static string Of(LoadStatus status) => status switch
    {
        LoadStatus.Loaded => "LOADED",
        LoadStatus.PartiallyLoaded => "PARTIALLY_LOADED",
        LoadStatus.Superseded => "SUPERSEDED",
        LoadStatus.Unloaded => "UNLOADED",
        _ => "LOAD_FAILED",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<LoadStatus>().Select(Of)];

    /// <summary>The status that a word stands for; a word that is not known stands for a failed load.</summary>
    /// <param name="name">The word.</param>
    public static LoadStatus Parse(string name) =>
        Enum.GetValues<LoadStatus>().Where(status => Of(status) == name).DefaultIfEmpty(LoadStatus.LoadFailed).First();
}
