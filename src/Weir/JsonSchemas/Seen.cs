namespace Weir.JsonSchemas;

/// <summary>What of one value has been looked at: what <c>unevaluatedProperties</c> and <c>unevaluatedItems</c> leave out.</summary>
internal sealed class Seen
{
    private readonly HashSet<string> _names = [];
    private readonly HashSet<int> _items = [];

    public void Add(string name) => _names.Add(name);

    public void Add(int item) => _items.Add(item);

    /// <summary>Adds what another part of the schema has looked at, which held.</summary>
    public void Add(Seen other)
    {
        _names.UnionWith(other._names);
        _items.UnionWith(other._items);
    }

    public bool Has(string name) => _names.Contains(name);

    public bool Has(int item) => _items.Contains(item);
}
