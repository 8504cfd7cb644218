using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Inference;

/// <summary>Adds what stands in records to what is known of their shape.</summary>
internal sealed unsafe class ShapeObserver(JsonMembers members)
{
    /// <summary>What was seen so far, from the record down.</summary>
    public ValueNode Root { get; } = new();

    /// <param name="record">The record.</param>
    /// <param name="loadId">The load of its file.</param>
    public void Observe(in Token record, long loadId) => Observe(record, Root, loadId);

    private void Observe(in Token token, ValueNode node, long loadId)
    {
        switch (token.Kind)
        {
            case TokenKind.Null or TokenKind.Missing:
                break;
            case TokenKind.Object:
                for (var at = JsonMembers.FirstMember(token); at != null;)
                {
                    var member = node.Member(members.Name(ref at), loadId);
                    Observe(members.Value(ref at), member, loadId);
                }

                break;
            case TokenKind.Array:
                for (var at = JsonMembers.FirstElement(token); at != null;)
                {
                    Observe(members.Value(ref at), node.Element(), loadId);
                }

                break;
            default:
                node.Seen.Note(ScalarTypes.Of(token, node.Seen.Kinds), loadId);
                break;
        }
    }
}
