using Weir.Engine.Loads.Values;

namespace Weir.Engine.Loads.Inference;

/// <summary>Adds what stands in records to what is known of their shape.</summary>
internal sealed unsafe class ShapeObserver(JsonMembers members)
{
    /// <summary>What was seen so far, from the record down.</summary>
    public ValueNode Root { get; } = new();

    public void Observe(in Token record) => Observe(record, Root);

    private void Observe(in Token token, ValueNode node)
    {
        switch (token.Kind)
        {
            case TokenKind.Null or TokenKind.Missing:
                break;
            case TokenKind.Object:
                for (var at = JsonMembers.FirstMember(token); at != null;)
                {
                    var member = node.Member(members.Name(ref at));
                    Observe(members.Value(ref at), member);
                }

                break;
            case TokenKind.Array:
                for (var at = JsonMembers.FirstElement(token); at != null;)
                {
                    Observe(members.Value(ref at), node.Element());
                }

                break;
            default:
                node.Scalars |= ScalarTypes.Of(token, node.Scalars);
                break;
        }
    }
}
