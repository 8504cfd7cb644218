using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>The members of a table's rows that its columns take, on the way or at its end.</summary>
internal sealed class DeclaredMembers
{
    private readonly Dictionary<string, DeclaredMembers> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private DeclaredMembers? _elements;
    private bool _isWhole;

    private DeclaredMembers()
    {
    }

    public static DeclaredMembers Of(TableDefinition table)
    {
        var root = new DeclaredMembers();
        foreach (var path in table.Columns!.Select(column => column.Path).Where(path => path.FromRow || table.Rows is null))
        {
            root.Add(path);
        }

        return root;
    }

    /// <summary>The first of what was seen that no column takes, by its path from the row; none when all of it is declared.</summary>
    /// <param name="seen">What stands in rows.</param>
    public string? FirstUnknown(ValueNode seen) => FirstUnknown(seen, "");

    private string? FirstUnknown(ValueNode seen, string path)
    {
        if (_isWhole)
        {
            return null;
        }

        foreach (var (name, node) in seen.Members)
        {
            var own = path.Length == 0 ? name : $"{path}.{name}";
            var unknown = _members.TryGetValue(name, out var member) ? member.FirstUnknown(node, own) : _inAnyCase.Contains(name) ? null : own;
            if (unknown is not null)
            {
                return unknown;
            }
        }

        return seen.Elements is { } elements && _elements is not null ? _elements.FirstUnknown(elements, $"{path}[*]")
            : seen.Elements is not null && path.Length > 0 ? $"{path}[*]"
            : null;
    }

    private void Add(ValuePath path)
    {
        var at = this;
        foreach (var step in path.Steps)
        {
            at = step is PathStep.Member member
                ? at._members.TryGetValue(member.Name, out var known) ? known : at._members[member.Name] = new DeclaredMembers()
                : at._elements ??= new DeclaredMembers();
        }

        at._isWhole = true;
        if (path is { AnyCase: true, Steps: [PathStep.Member only] })
        {
            _inAnyCase.Add(only.Name);
        }
    }
}
